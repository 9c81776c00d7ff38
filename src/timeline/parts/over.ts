import { type CaseState, countsAs, isGuard, openOf, type StepState, toldIn, verdictOf } from '../../engine/index.ts';
import type { Over, OverRow } from '../timeline.ts';
import { aboutAll, alike, count, membersOf, momentOf, textsIn } from '../words.ts';

const IS: Readonly<Record<ReturnType<typeof countsAs>, OverRow['is']>> = {
  holds: 'proven',
  unproven: 'unproven',
  bad: 'not contained',
  'not applicable': 'not applicable',
  waiting: 'waits for a person',
  open: 'waits for a person',
  released: 'released',
  'under way': 'under way',
};
/** What is wrong comes first. */
const WORST: readonly OverRow['is'][] = [
  'not contained',
  'waits for a person',
  'under way',
  'unproven',
  'released',
  'attested',
  'proven',
];
const reasonOf = ({ released, proof, failure, skip }: StepState): string | undefined => {
  if (released) return released.because;
  if (proof) return proof.is === 'holds' ? proof.detail : proof.because;
  return failure?.message ?? skip?.because;
};
/** A member's reason names it; said of all members alike, each is “each”. */
const ofEach = (step: StepState): string | undefined =>
  membersOf(step.key).reduce((text, member) => text?.replaceAll(member, 'each'), reasonOf(step));
const readAt = (step: StepState): string | undefined => step.released?.at ?? step.proof?.at;
const rowOf = (steps: readonly [StepState, ...StepState[]]): OverRow => {
  const [step] = steps;
  const because = steps.length > 1 ? ofEach(step) : reasonOf(step);
  const isWord = countsAs(step) === 'holds' && (step.proof?.by === 'person-said' || step.proof?.by === 'host-said');
  const at = steps
    .map(readAt)
    .filter((time) => time !== undefined)
    .toSorted()[0];
  return {
    noun: step.noun ?? 'other',
    is: isWord ? 'attested' : IS[countsAs(step)],
    what: aboutAll(
      step.title,
      steps.map(({ key }) => key),
    ),
    ...(because === undefined ? {} : { because }),
    ...(at === undefined ? {} : { at }),
    ...(step.proof && !step.released ? { by: step.proof.by } : {}),
  };
};
/** Members that stand alike, with the same reason and by the same word, are one row. */
const rowsOf = (steps: readonly StepState[]): readonly OverRow[] =>
  alike(steps, (step) => JSON.stringify([step.id, countsAs(step), ofEach(step), step.proof?.by])).map(rowOf);

const sayIt = (state: CaseState, rows: readonly OverRow[]): string => {
  const verdict = verdictOf(state);
  const not = (is: OverRow['is']): number => rows.filter((row) => row.is === is).length;
  const last = rows.flatMap(({ at, is }) => (at !== undefined && is === 'proven' ? [at] : [])).toSorted()[0];
  switch (verdict.is) {
    case 'contained': {
      const word = not('attested');
      const oldest = last === undefined ? '' : `, the oldest reading from ${momentOf(last)}`;
      return word === 0
        ? `Contained, proven: every containing change held when it was last read${oldest}.`
        : `Contained, ${count(word, 'change')} of it by a person’s or the host’s word alone; the rest is proven${oldest}.`;
    }
    case 'unproven':
      return `Contained as far as was done, but unproven: ${count(not('unproven'), 'containing change')} could not be proven.`;
    case 'not contained': {
      const since = verdict.lostSince === undefined ? '' : `; did not hold when read at ${momentOf(verdict.lostSince)}`;
      return `NOT CONTAINED: ${not('not contained') === 0 ? 'nothing is proven to hold' : `${count(not('not contained'), 'containing change')} did not hold, failed or was not done`}${since}.`;
    }
    case 'waiting':
      return 'Not contained yet: containing itself waits for a person.';
    case 'under way':
      return 'Not decided: the run was on its way when this was written.';
    case 'released': {
      const release = state.entries.findLast((entry) => entry.is === 'releasing');
      const who = release
        ? ` by ${release.by} at ${momentOf(release.at)}${release.falsePositive ? ', as a false positive' : ''}`
        : '';
      return `Released${who}: what was done to contain it was put back, so it is no longer contained.`;
    }
  }
};

/** Is it over? By nouns, each with its time and by whose word; nothing is rounded up. */
export const overOf = (state: CaseState): Over => {
  const { opened, closed, steps } = state;
  const all = rowsOf(toldIn(state).filter((step) => !isGuard(step)));
  const rows = all
    .filter((row) => row.is !== 'not applicable')
    .toSorted((a, b) => WORST.indexOf(a.is) - WORST.indexOf(b.is) || (a.noun < b.noun ? -1 : a.noun > b.noun ? 1 : 0));
  const notApplicable = all.filter((row) => row.is === 'not applicable').map(({ what }) => what);
  const open = openOf(state).length;
  const notCovered = textsIn(steps, 'notCovered');
  const end = closed ? { closed: { as: closed.as, by: closed.by, at: closed.at, stands: closed.stands } } : {};
  if (opened.mode === 'dry-run')
    return {
      is: 'dry run',
      says: 'Nothing was changed: this was a dry run.',
      rows: [],
      notApplicable: [],
      notCovered: [],
      open: 0,
      ...end,
    };
  if (state.evidenceOnly)
    return {
      is: 'evidence only',
      says: 'Evidence only: nothing was touched, and nothing is contained.',
      rows: [],
      notApplicable: [],
      notCovered: [],
      open,
      ...end,
    };
  return { is: verdictOf(state).is, says: sayIt(state, rows), rows, notApplicable, notCovered, open, ...end };
};
