import type { CaseState, StepState } from '../../engine/index.ts';
import { inert } from '../../redact/index.ts';
import { hang, hangCommand, textOf } from '../lines.ts';
import { titleOf } from '../names.ts';
import { type Look, paintOf, PLAIN } from '../paint.ts';
import { commandOf } from './commands.ts';
import { changedValues } from '../changed-values.ts';
import { RELEASED } from '../released-words.ts';
import type { Values } from '../../journal/index.ts';

export interface ReleaseExtra {
  /** After a false positive: whether the service is back, sign by sign. */
  readonly service?: readonly { readonly what: string; readonly ok: boolean }[];
}
const MARKS = { released: '✔', gone: '✔', kept: '◻', drifted: '?', failed: '✘' } as const;
const UNDER = 10;
const json = (value: unknown): string => inert(value === undefined ? 'not known' : JSON.stringify(value));

/** Before, ours and now, one below the other: what a person decides by whether to accept a drift. */
const threeWay = (step: StepState, look: Look): readonly string[] => {
  const { before, ours, now } = step.released ?? {};
  return (['before', 'ours', 'now'] as const).flatMap((name) =>
    hang(`      ${name}`, json({ before, ours, now }[name]), look.columns, 16),
  );
};

const changeLines = (from: Values | undefined, to: Values | undefined, look: Look): readonly string[] =>
  changedValues(from, to).flatMap((line) => hang('      ', line, look.columns, 8));
const STAYS = '; what denies stolen sessions stays until they have expired (--false-positive: at once)';
/** What a release is about to put back, newest first: of each change, how it is now and how it will be. */
export const renderReleasable = (
  state: CaseState,
  keys: readonly string[],
  falsePositive: boolean,
  look: Look = PLAIN,
): string => {
  const steps = keys.flatMap((key) => state.steps.find((step) => step.key === key) ?? []);
  const stays = !falsePositive && steps.some((step) => step.noun === 'credentials') ? STAYS : '';
  const isSame = ({ after, before }: StepState): boolean =>
    after !== undefined && changedValues(after, before).length === 0;
  return textOf([
    ...hang('  ', `To put back in ${inert(state.opened.name)}, newest first${stays}:`, look.columns),
    ...steps.flatMap((step) => [
      ...hang('    ', `${titleOf(step)}${isSame(step) ? ': it is as it was before' : ''}`, look.columns),
      ...changeLines(step.after, step.before, look),
    ]),
  ]);
};

/** What became of each change when a case was released, newest first. */
export const renderRelease = (
  state: CaseState,
  program: string,
  extra: ReleaseExtra = {},
  look: Look = PLAIN,
): string => {
  const paint = paintOf(look);
  const released = state.steps
    .filter((step) => step.released !== undefined)
    .toSorted((a, b) => (b.began ?? '').localeCompare(a.began ?? ''));
  const drifted = released.filter((step) => step.released?.outcome === 'drifted');
  const line = (step: StepState): readonly string[] => {
    const { outcome = 'failed', because, ours, now } = step.released ?? {};
    const text = `${MARKS[outcome]} ${titleOf(step)}: ${RELEASED[outcome]}${because === undefined ? '' : `, ${inert(because)}`}`;
    return [
      ...hang('    ', outcome === 'failed' ? paint.bad(text) : text, look.columns),
      ...(outcome === 'drifted' ? threeWay(step, look) : []),
      ...(outcome === 'released' ? changeLines(ours, now, look) : []),
    ];
  };
  const accept = drifted.map((step) => `--accept-drift '${step.key}'`).join(' ');
  return textOf([
    ...hang('  ', paint.strong(`Release of ${inert(state.opened.name)}`), look.columns),
    ...released.flatMap(line),
    ...(extra.service ?? []).flatMap((sign) =>
      hang('    ', `${sign.ok ? '✔' : '✘'} service: ${inert(sign.what)}`, look.columns),
    ),
    ...(drifted.length === 0
      ? []
      : [
          ...hang(
            '  ',
            'What somebody has changed since was left as it is. To put it back all the same:',
            look.columns,
          ),
          ...hangCommand('', commandOf(program, `release ${state.opened.name} ${accept}`), look.columns, UNDER),
        ]),
  ]);
};
