import type { RangeOptions } from '../../src/range/index.ts';
import { leaked, tried } from '../range/doors.ts';
import { clientsFor, responderOf } from '../range/rig.ts';
import { script } from '../range/script.ts';
import { onStage, type Stage, UNATTENDED } from './stage.ts';
import { placeIn } from './world.ts';

type Options = Parameters<Stage['ir']>[1];
/** A stage whose playbook is leaked-token, with a host that can be asked behind the program's back. */
export interface TokenStage extends Omit<Stage, 'run' | 'elsewhere'> {
  readonly old: string;
  /** `ir run leaked-token` of the target, unattended. */
  readonly run: (flags?: readonly string[], options?: Options) => ReturnType<Stage['ir']>;
  /** A script on the host, by SSM but by no part of the program: what it printed. */
  readonly onHost: (text: string) => Promise<string>;
  readonly lookAtHost: (
    paths: readonly string[],
    tokens: readonly string[],
    ports?: readonly number[],
  ) => Promise<HostLook>;
  /** What each door of the attacker's list, and the usual one, says to a token. */
  readonly atDoors: (token: string) => Promise<readonly (number | string)[]>;
  /** Files that the scenario has put on the host. */
  readonly planned: (path: string) => string;
  /** What Secrets Manager holds, by its labels. */
  readonly secrets: () => readonly {
    readonly name: string;
    readonly current: string;
    readonly versions: number;
    readonly labels: readonly string[];
  }[];
}
export interface HostLook {
  readonly files: Readonly<Record<string, { readonly text: string; readonly mode: string } | undefined>>;
  readonly running: readonly string[];
  /** By token, in the order given: what its own loopback says, a status or 0. */
  readonly inside: readonly (readonly number[])[];
  readonly crontab: string;
}
/** Each stage has tokens of its own: the list of processes is shared by all that runs on this machine. */
let seed = (Date.now() % 1_000_000) * 1_000 + (process.pid % 1_000);

const LOOK = `
const fs = require('node:fs'), http = require('node:http');
const { paths, tokens, ports } = JSON.parse(Buffer.from(WANTED, 'base64'));
const file = (path) => { try { return { text: fs.readFileSync(path, 'utf8'), mode: (fs.statSync(path).mode & 0o777).toString(8) }; } catch { return undefined; } };
const ask = (port, token) => new Promise((resolve) => {
  const body = '{"tool":"sessions_list","action":"json","args":{}}';
  const sent = http.request({ host: '127.0.0.1', port, path: '/tools/invoke', method: 'POST', headers: { authorization: 'Bearer ' + token, 'content-length': body.length } }, (answer) => { answer.resume(); resolve(answer.statusCode); });
  sent.on('error', () => resolve(0)); sent.end(body);
});
(async () => {
  const inside = [];
  for (const token of tokens) { const all = []; for (const port of ports) all.push(await ask(port, token)); inside.push(all); }
  const running = fs.readdirSync('/proc').filter((pid) => pid > 1).flatMap((pid) => { try { return fs.readFileSync('/proc/' + pid + '/cmdline', 'utf8').replaceAll('\\0', ' ').trim() || []; } catch { return []; } });
  console.log(JSON.stringify({ files: Object.fromEntries(paths.map((path) => [path, file(path)])), running, inside, crontab: file('/var/spool/cron/crontabs/root')?.text ?? '' }));
})();`;

export const onTokenStage = async (scenario: string, options: Partial<RangeOptions> = {}): Promise<TokenStage> => {
  const stage = await onStage(scenario, { seed: (seed += 1), ...options });
  const { range, id } = stage;
  const there = ['--endpoint-url', range.endpoint, '--region', range.region];
  const { ssm } = clientsFor(range.endpoint, responderOf(range));
  const onHost = async (text: string): Promise<string> => {
    const { status, out, err } = await script({ ssm, id }, text);
    if (status !== 'Success') throw new Error(`on the host: ${status} ${err}`);
    return out;
  };
  const doors = [...new Set([...(range.info.attack?.doors ?? []), 'http://203.0.113.25:18789'])];
  return {
    ...stage,
    old: leaked(stage),
    run: (flags = UNATTENDED, more) => stage.ir(['run', 'leaked-token', '--instance-id', id, ...flags, ...there], more),
    onHost,
    lookAtHost: async (paths, tokens, ports = [18_789]) => {
      const wanted = Buffer.from(JSON.stringify({ paths, tokens, ports })).toString('base64');
      return JSON.parse(await onHost(`node - <<'LOOK'\nconst WANTED = '${wanted}';${LOOK}\nLOOK\n`)) as HostLook;
    },
    atDoors: (token) => Promise.all(doors.map((door) => tried(stage, door, token))),
    planned: (path) => {
      const file = placeIn(range).there.agents[id]?.image.files.find((each) => each.path === path);
      if (file?.text === undefined) throw new Error(`the scenario has no ${path}`);
      return file.text;
    },
    secrets: () =>
      Object.values(placeIn(range).there.secrets).map(({ name, versions }) => ({
        name,
        current: Object.values(versions).find(({ stages }) => stages.includes('AWSCURRENT'))?.text ?? '',
        versions: Object.keys(versions).length,
        labels: Object.values(versions)
          .flatMap(({ stages }) => stages)
          .toSorted(),
      })),
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  };
};
