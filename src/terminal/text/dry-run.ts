import { shownName } from '../../aws/index.ts';
import type { CaseState, StepState } from '../../engine/index.ts';
import type { Made } from '../../aws/index.ts';
import type { Entry } from '../../journal/index.ts';
import { inert } from '../../redact/index.ts';
import { hang, hangCommand, pad, textOf } from '../lines.ts';
import { titleOf } from '../names.ts';
import { type Look, type Paint, paintOf, PLAIN } from '../paint.ts';
import { reasonsOf } from '../reasons.ts';
import { commandOf } from './commands.ts';
import { titleLine } from './header.ts';

type Would = NonNullable<Made['would']>;
const MARGIN = 8;
/** The newest attempt's calls that a dry run did not carry out, by journal key. */
const wouldsOf = (entries: readonly Entry[]): ReadonlyMap<string, readonly Made[]> => {
  const calls = new Map<string, readonly Made[]>();
  for (const entry of entries)
    if ((entry.is === 'ended' || entry.is === 'failed' || entry.is === 'skipped') && entry.calls)
      calls.set(
        entry.key,
        entry.calls.filter((call) => call.would !== undefined),
      );
  return calls;
};
const painted = (would: Would, paint: Paint): string => {
  const words = would === 'cannot know' ? 'cannot know' : `would ${would}`;
  return would === 'be denied' ? paint.bad(words) : would === 'succeed' ? paint.good(words) : paint.doubt(words);
};
/** A run that would make no call has nothing to do there, as far as what is there now tells. */
const NO_WRITE = 'dry run: nothing was changed';
const whyOf = (step: StepState, reasonOf: (because: string) => string): string | undefined => {
  const { failure, skip } = step;
  if (failure) return `failed: ${inert(failure.message)}`;
  if (!skip) return undefined;
  if (skip.because === NO_WRITE) return 'would write nothing, as things are now';
  const because = reasonOf(skip.because.replace(/^(dry run|cannot know): /, ''));
  if (skip.counts === 'fine') return because.startsWith('not needed') ? because : `not applicable: ${because}`;
  return `${skip.counts === 'lost' ? 'not done' : 'cannot know'}: ${because}`;
};
/** Calls that are alike are said once. */
const callLines = (calls: readonly Made[], look: Look): readonly string[] => {
  const counts = new Map<string, { readonly call: Made; times: number }>();
  for (const call of calls) {
    const one = counts.get(`${call.call} ${call.would}`);
    if (one) one.times += 1;
    else counts.set(`${call.call} ${call.would}`, { call, times: 1 });
  }
  return [...counts.values()].flatMap(({ call, times }) =>
    hang(
      `${' '.repeat(MARGIN)}${pad(painted(call.would ?? 'cannot know', paintOf(look)), 17)}`,
      `${shownName(call.call)}${times > 1 ? `, ${times} times` : ''}`,
      look.columns,
    ),
  );
};
const stepLines = (
  step: StepState,
  calls: readonly Made[],
  at: number,
  reasonOf: (because: string) => string,
  look: Look,
): readonly string[] => {
  const why = calls.length === 0 ? whyOf(step, reasonOf) : undefined;
  return [
    ...hang(`  ${String(at + 1).padStart(3)}  `, `${titleOf(step)} — ${step.does}`, look.columns),
    ...callLines(calls, look),
    ...(why === undefined ? [] : hang(' '.repeat(MARGIN), why, look.columns)),
  ];
};

/** What every write of a run would do: succeed, be denied, or can't be known before an earlier one is made. */
export const renderDryRun = (state: CaseState, program: string, now: Date, look: Look = PLAIN): string => {
  const woulds = wouldsOf(state.entries);
  const reasonOf = reasonsOf(state.opened.plan);
  const all = [...woulds.values()].flat();
  const count = (would: Would): number => all.filter((call) => call.would === would).length;
  const denied = count('be denied');
  const sum = `${count('succeed')} would succeed, ${denied} would be denied, ${count('cannot know')} cannot be known`;
  return textOf([
    ...titleLine(state, now, look),
    ...state.steps.flatMap((step, at) => stepLines(step, woulds.get(step.key) ?? [], at, reasonOf, look)),
    ...hang('  Writes   ', `nothing was changed; ${sum}`, look.columns),
    ...(denied === 0
      ? []
      : hangCommand('  Policy', commandOf(program, `policy ${state.opened.plan.playbook}`), look.columns, 11)),
  ]);
};
