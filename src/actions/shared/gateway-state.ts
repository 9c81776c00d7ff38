import type { Looking } from '../../aws/index.ts';
import { choice, count, flag, list, maybe, record, text, type Values } from '../../fields/index.ts';
import type { State } from '../../host/index.ts';
import type { Use } from '../../language/index.ts';
import { LET_IN, letIn, worst } from './gateways.ts';
import type { HostWays } from './doors.ts';
import { heldBy } from './held-secrets.ts';
import { type LookCalls, lookOnHost } from './on-host.ts';

/** The gateways of a host as they are now, by the host's own word. */
export const gatewayState = {
  gateways: list(
    record(
      'A gateway',
      {
        id: text('The gateway'),
        mode: text('Asks for'),
        active: text('State'),
        bind: text('Bound to'),
        holds: list(text('Fingerprints in its sources')),
        leaked: choice('The leaked token', LET_IN),
        fresh: choice('The new token', LET_IN),
        said: text('What it answered'),
        lets: maybe(text('Fingerprint of what it lets in')),
        known: flag('Is it known what leaked here?'),
        devices: count('Paired devices'),
        copies: list(text('Other files with the leaked token, where they were searched for')),
      },
      'id',
    ),
  ),
};
export type GatewayState = Values<typeof gatewayState>;

/** `isSearched`: other files with the leaked token are searched for too, which takes a while. */
export const readState = async (
  aws: Looking<LookCalls>,
  instanceId: string,
  use: Use,
  isSearched = false,
): Promise<GatewayState> => (await readHost(aws, instanceId, use, isSearched)).state;
/** With what the host says of its own ways out. */
export const readHost = async (
  aws: Looking<LookCalls>,
  instanceId: string,
  use: Use,
  isSearched = false,
): Promise<{ readonly state: GatewayState; readonly ways: HostWays }> => {
  const { said, secrets } = await lookOnHost<State, 'state'>(
    aws,
    instanceId,
    { mode: 'state', copies: isSearched },
    use,
  );
  const held = heldBy(use.caseId);
  const gateways = said.gateways.map(({ id, mode, active, bind, holds, answers, known, devices, copies }) => {
    const made = secrets.made.get(id);
    const isMade = (name: string): boolean => made !== undefined && secrets.valueOf(name) === made;
    const names = Object.keys(answers);
    const old = made === undefined ? [] : names.filter((name) => !isMade(name));
    for (const name of old) held.leaked.add(secrets.valueOf(name) ?? '');
    const statuses = (of: readonly string[]): string =>
      [...new Set(of.map((name) => answers[name]))]
        .map((status) => (status === 0 ? 'no answer' : String(status)))
        .join('/') || 'not asked';
    const lets = names.find((name) => letIn(answers[name]) === 'let in');
    const letsIn = lets === undefined ? undefined : secrets.valueOf(lets);
    return {
      id,
      mode,
      active,
      bind,
      holds: holds.map((name) => use.fingerprint(secrets.valueOf(name) ?? '')).toSorted(),
      leaked: worst(old.map((name) => letIn(answers[name]))),
      fresh: worst(names.filter(isMade).map((name) => letIn(answers[name]))),
      said: `leaked ${statuses(old)}, new ${statuses(names.filter(isMade))}`,
      lets: letsIn === undefined ? undefined : use.fingerprint(letsIn),
      known,
      devices,
      copies,
    };
  });
  return { state: { gateways }, ways: said };
};
