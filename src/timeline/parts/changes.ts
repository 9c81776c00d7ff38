import type { CaseState, StepState } from '../../engine/index.ts';
import type { Entry, Values } from '../../journal/index.ts';
import { isWrite } from '../confirm.ts';
import type { Change } from '../timeline.ts';
import { about, asWords, inWords } from '../words.ts';

type Differs = Change['differs'];
const isRecord = (value: unknown): value is Values =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
/** A record in a list is called by its first text: `devices /dev/sda1 deleted`. */
const nameOf = (item: Values, index: number): string => {
  const text = Object.values(item).find((member) => typeof member === 'string');
  return typeof text === 'string' ? text : String(index + 1);
};
const differs = (before: Values = {}, after: Values = {}, within = ''): Differs =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): Differs => {
    const [was, is, name] = [before[key], after[key], `${within}${asWords(key)}`];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    if (Array.isArray(was) && Array.isArray(is) && was.length === is.length && [...was, ...is].every(isRecord))
      return was.flatMap((item: Values, index) =>
        differs(item, is[index] as Values, `${name} ${nameOf(item, index)} `),
      );
    return [{ name, before: inWords(was), after: inWords(is) }];
  });

type Standing = Pick<Change, 'stands' | 'because' | 'read'>;
const RELEASED = {
  released: 'put back',
  kept: 'kept',
  drifted: 'drifted',
  gone: 'nothing to put back',
  failed: 'stands',
} as const;
const standingOf = (step: StepState, entries: readonly Entry[]): Standing => {
  const own = entries.filter((entry) => 'key' in entry && entry.key === step.key);
  const { released, proof, failure } = step;
  if (released) {
    const because = released.because ?? (released.outcome === 'failed' ? 'its release failed' : undefined);
    return { stands: RELEASED[released.outcome], read: released.at, ...(because === undefined ? {} : { because }) };
  }
  if (step.is === 'running') return { stands: 'unknown', because: 'it began, and its end was not recorded' };
  if (step.is === 'failed')
    return { stands: 'failed', because: `it may stand in part: ${failure?.message ?? 'no reason was recorded'}` };
  if (step.does === 'destroys') return { stands: 'can’t be put back' };
  if (!proof) return { stands: 'unknown', because: 'it was not read back' };
  if (proof.is === 'unproven') return { stands: 'unproven', because: proof.because, read: proof.at };
  if (proof.is === 'holds') {
    const wrote = own.some((entry) => 'calls' in entry && (entry.calls ?? []).some(({ call }) => isWrite(call)));
    return { stands: wrote ? 'stands' : 'was so already', read: proof.at };
  }
  const held = own.some((entry) => (entry.is === 'ended' || entry.is === 'verified') && entry.verdict?.is === 'holds');
  const last = own.findLast((entry) => entry.is === 'verified');
  const by = last?.is === 'verified' && last.changedBy !== undefined ? `; changed by ${last.changedBy}` : '';
  return { stands: held ? 'drifted' : 'does not hold', because: `${proof.because}${by}`, read: proof.at };
};

/** What was changed, in its order, and whether it still stands as far as it was last read. */
export const changesOf = (state: CaseState): readonly Change[] => {
  if (state.opened.mode === 'dry-run') return [];
  return state.steps
    .flatMap((step): readonly Change[] => {
      const isMade =
        step.is === 'ended' || ((step.is === 'failed' || step.is === 'running') && step.began !== undefined);
      if ((step.does !== 'changes' && step.does !== 'destroys') || !isMade) return [];
      const entry = state.entries.findLast(
        (one) => (one.is === 'ended' || one.is === 'failed' || one.is === 'began') && one.key === step.key,
      );
      return [
        {
          what: about(step.title, step.key),
          line: entry?.seq ?? 0,
          at: entry?.at ?? state.opened.at,
          does: step.does,
          differs: step.after === undefined ? [] : differs(step.before, step.after),
          ...standingOf(step, state.entries),
        },
      ];
    })
    .toSorted((a, b) => a.line - b.line);
};
