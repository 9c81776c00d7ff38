import type { ByHandState, CaseState } from '../../engine/index.ts';
import { inert } from '../../redact/index.ts';
import { hang, hangCommand } from '../lines.ts';
import { type Look, paintOf } from '../paint.ts';

/** The by-hand step, once for each credential that a leaked token gave access to. */
const REVOKE = 'revoke-credential';
const UNDER = 19;
const nameOf = ({ key, awaited }: ByHandState): string => {
  const [name] = Object.values(awaited?.shows ?? {});
  return typeof name === 'string' ? name : (/\[([^\]]+)\]/.exec(key)?.[1] ?? key);
};

/** What could be reached with the token: each revoked or decided on by a named person, or live. */
export const reachableLines = (state: CaseState, look: Look): readonly string[] => {
  const paint = paintOf(look);
  const all = state.byHands.filter(
    ({ node, awaited }) => node.id.split('/').at(-1) === REVOKE && awaited !== undefined,
  );
  if (all.length === 0) return [];
  const live = all.filter(({ attested }) => attested === undefined);
  const words =
    live.length === 0
      ? paint.good(`${all.length} credentials: each revoked or decided on`)
      : paint.bad(`${live.length} of ${all.length} credentials LIVE`);
  return [
    ...hang(`  ${paint.strong('Reachable by it')}`, words, look.columns, UNDER),
    ...all.flatMap((each) =>
      hang(
        `    ${each.attested ? paint.good('✔') : paint.bad('✘')} `,
        `${inert(nameOf(each))}: ${each.attested ? `by ${inert(each.attested.by)}, ${inert(Object.values(each.attested.proof).map(String).join('; '))}` : 'LIVE'}`,
        look.columns,
      ),
    ),
  ];
};

/** How whoever needs the new token reads it: the command, never the value. */
export const tokenLines = (state: CaseState, look: Look): readonly string[] => {
  const kept = state.steps.find(({ action, is }) => action === 'secretsmanager.keep-token' && is === 'ended');
  const commands = kept?.output?.['readWith'];
  if (!Array.isArray(commands)) return [];
  return commands.flatMap((command, at) =>
    hangCommand(at === 0 ? '  New token' : '', inert(String(command)), look.columns, UNDER),
  );
};
