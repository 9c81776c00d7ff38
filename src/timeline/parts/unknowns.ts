import type { CaseState, StepState } from '../../engine/index.ts';
import type { KeptFile } from '../files.ts';
import type { Unknown } from '../timeline.ts';
import { aboutAll, alike, count, platformOf, textsIn } from '../words.ts';

const ofStep = (step: StepState): { readonly is: Unknown['is']; readonly because: string } | undefined => {
  const lost = ({ keeps: 'evidence lost', looks: 'not read', changes: 'not done', destroys: 'not done' } as const)[
    step.does
  ];
  switch (step.is) {
    case 'waiting':
      return { is: 'not begun', because: 'the run had not come to it' };
    case 'running':
      return { is: 'in doubt', because: 'it began, and its end was not recorded' };
    case 'failed':
      return { is: lost, because: step.failure?.message ?? 'it failed' };
    case 'skipped':
      // What a dry run rehearsed stands with what its writes would have come to.
      if (step.skip?.counts === 'fine' || step.skip?.calls) return undefined;
      return { is: step.skip?.counts === 'open' ? 'waits' : lost, because: step.skip?.because ?? 'it was skipped' };
    case 'ended':
      return step.proof?.is === 'unproven' ? { is: 'unproven', because: step.proof.because } : undefined;
  }
};
/** Outputs by which actions say that they did not see everything. */
const ofOutputs = (step: StepState): readonly Unknown[] => {
  const { output = {}, title } = step;
  const says = (is: Unknown['is'], ...because: readonly string[]): readonly Unknown[] =>
    because.map((one) => ({ is, what: title, because: one }));
  const gaps = [...textsIn([step], 'gaps'), ...textsIn([step], 'unread')];
  return [
    ...says('not read', ...gaps),
    ...(output['truncated'] === true && gaps.length === 0
      ? says('not read', 'it was cut short: there is more than it read')
      : []),
    ...says('not covered', ...textsIn([step], 'notCovered')),
    // Whether a trail records data events: `find-data-events`.
    ...(output['recorded'] === false && typeof output['says'] === 'string' ? says('not recorded', output['says']) : []),
  ];
};
const ofFile = ({ file, custody, activities }: KeptFile): readonly Unknown[] => {
  const says = (because: string): Unknown => ({ is: 'the record', what: file, because });
  const unused = 'nothing in it is used here';
  const rows = activities?.unreadable ?? 0;
  switch (custody.is) {
    case 'as kept':
      return rows === 0 ? [] : [says(`${count(rows, 'line')} could not be read`)];
    case 'changed':
      return [says(`it is not the file that was kept: its sha256 is now ${custody.sha256}; ${unused}`)];
    case 'missing':
      return [says(`it is missing; ${unused}`)];
    case 'not checked':
      return [says(`it was not compared with its hash: ${custody.because}; ${unused}`)];
  }
};
const ofReviews = (state: CaseState, reviews: number): readonly Unknown[] => {
  const says = (because: string): Unknown => ({ is: 'the record', what: 'CloudTrail', because });
  if (state.opened.mode === 'dry-run') return [];
  if (reviews === 0) return [says('no review of it is part of this case')];
  return [
    says(
      'no record does not mean not done: delivery takes about 5 minutes and is not guaranteed, and a review shows only what it asked for',
    ),
  ];
};

/** What this case does not know, said as plainly as what it does. */
export const unknownsOf = (state: CaseState, files: readonly KeptFile[], reviews: number): readonly Unknown[] => {
  const steps = state.steps.flatMap((step) => {
    const found = ofStep(step);
    return found ? [{ ...found, step }] : [];
  });
  const grouped = alike(steps, ({ is, because, step }) => JSON.stringify([is, because, step.id])).map(
    (group): Unknown => {
      const [{ is, because, step }] = group;
      return {
        is,
        what: aboutAll(
          step.title,
          group.map((one) => one.step.key),
        ),
        because,
      };
    },
  );
  const said = state.steps.flatMap(ofOutputs);
  const { claim } = state;
  const unclaimed: readonly Unknown[] =
    claim?.is === 'unclaimed'
      ? [
          {
            is: 'the record',
            what: `The claim of ${claim.target}`,
            because: `not written on the ${platformOf(state.opened.plan)} side: ${claim.because}`,
          },
        ]
      : [];
  return [...grouped, ...said, ...unclaimed, ...files.flatMap(ofFile), ...ofReviews(state, reviews)];
};
