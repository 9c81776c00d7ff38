import { expect } from 'vitest';
import type { HostLook, TokenStage } from './leaked-token-stage.ts';
import { type CaseRead, stepOf } from './stage.ts';
import { placeIn } from './world.ts';

export const HOME = '/home/ubuntu';
export const UNIT = `${HOME}/.config/systemd/user/openclaw-gateway.service`;
export const CONFIG = `${HOME}/.openclaw/openclaw.json`;
export const CRONTAB = '/var/spool/cron/crontabs/root';

/** A run, and all that a test may want to know of it. */
export interface Came extends CaseRead {
  readonly one: TokenStage;
  readonly exit: number;
  readonly said: string;
  readonly timeline: string;
  /** The new token, as the host holds it in one of its sources. */
  readonly fresh: string;
  readonly look: HostLook;
}
export interface Expected {
  readonly exit: number;
  readonly token: 'DEAD, proven' | 'UNPROVEN' | 'NOT DEAD';
  /** Where its token stands after the run, and how it is read from there. */
  readonly at?: readonly [path: string, shape: RegExp];
  /** Files whose end is of interest. */
  readonly paths?: readonly string[];
  readonly flags?: readonly string[];
  /** Done on the host before the run, as its past. */
  readonly past?: string;
  readonly facts?: (came: Came) => Promise<void> | void;
}
export const inConfig = /"?(?:token|password)"?:\s*"([^"]+)"/;
export const proven: Pick<Expected, 'exit' | 'token'> = { exit: 5, token: 'DEAD, proven' };
const outputOf = ({ entries }: CaseRead, step: string): Record<string, unknown> => {
  const ended = entries.findLast((entry) => entry.is === 'ended' && entry.key.endsWith(step));
  if (ended?.is !== 'ended') throw new Error(`${step} has not ended`);
  return ended.output;
};
interface Source {
  readonly kind: string;
  readonly where: string;
  readonly wins: boolean;
}
/** The places that the gateway was found to take its token from, before anything was changed. */
export const winners = (came: CaseRead): readonly string[] => {
  const { gateways } = outputOf(came, 'find-the-gateway-and-where-its-token-comes-from') as {
    gateways: readonly { sources: readonly Source[] }[];
  };
  return gateways.flatMap(({ sources }) => sources.filter(({ wins }) => wins).map(({ kind }) => kind));
};
export const fileNow = ({ look }: Came, path: string): string => {
  const file = look.files[path];
  if (file === undefined) throw new Error(`the host has no ${path}`);
  return file.text;
};
/** Of a file only the token has changed, and neither its mode. */
export const isSameBut = (came: Came, path: string, mode = '600'): void => {
  const { one, fresh, look } = came;
  expect(fileNow(came, path)).toBe(one.planned(path).replaceAll(one.old, fresh));
  expect(look.files[path]?.mode).toBe(mode);
};
export const isUntouched = (came: Came, path: string): void => expect(fileNow(came, path)).toBe(came.one.planned(path));
const at = ({ entries }: CaseRead, is: string, step: string): number =>
  entries.findIndex((entry) => entry.is === is && 'key' in entry && entry.key.endsWith(step));
export const openIn = ({ state }: CaseRead): readonly string[] =>
  state.byHands.filter(({ open }) => open).map(({ key }) => key);

/** The processes that were still there once the gateway was stopped, and that were ended. */
export const endedIn = (came: CaseRead): string => {
  const { gateways } = outputOf(came, 'stop-the-gateway-write-a-new-token-start-it-on-loopback') as {
    gateways: readonly { ended: readonly string[] }[];
  };
  return gateways.flatMap(({ ended }) => ended).join('\n');
};
/** What every run that ends proven has done, whatever its host is like. */
export const cleaned = (came: Came): void => {
  const { one, state, look, fresh } = came;
  expect(one.secrets()).toEqual([
    { name: expect.any(String) as unknown, current: fresh, versions: 1, labels: ['AWSCURRENT'] },
  ]);
  expect(stepOf(state, 'revoke-every-paired-device').proof?.is).toBe('holds');
  expect(stepOf(state, 'take-the-leaked-token-out-of-other-files').proof?.is).toBe('holds');
  // The attacker's process, which outlived a restart of the older products, is gone.
  expect(look.running.filter((line) => line.includes('/var/tmp/.k/'))).toEqual([]);
  // What would have started it again was off meanwhile, and is on again.
  expect(outputOf(came, 'stop-the-gateway-write-a-new-token-start-it-on-loopback')['paused']).toHaveLength(1);
  expect(look.crontab).toBe(one.planned(CRONTAB));
  // Evidence first.
  expect(at(came, 'kept', 'keep-logs-and-config-of-the-gateway')).toBeLessThan(
    at(came, 'began', 'take-the-leaked-token-out-of-other-files'),
  );
  expect(at(came, 'kept', 'keep-logs-and-config-of-the-gateway')).toBeGreaterThan(0);
  const parameters = Object.values(placeIn(one.range).there.parameters);
  expect(parameters.filter((parameter) => JSON.stringify(parameter).includes(one.old))).toEqual([]);
  const copy = parameters.find((parameter) => parameter.name.endsWith('/gateway-token'));
  expect([copy?.value, copy?.history ?? []]).toEqual([expect.stringMatching(/^rotated; .*get-secret-value/), []]);
};
/** A person says that they have asked the doors, and the run goes on. */
export const attested = async ({ one, name }: Came): Promise<string> => {
  const done = await one.ir([
    'done',
    name,
    'token-is-dead',
    '--how',
    'asked myself: 401, then 200',
    '--yes',
    '--no-input',
  ]);
  expect([done.exit, done.stderr]).toEqual([5, expect.stringContaining('Gateway token')]);
  return done.stderr;
};
