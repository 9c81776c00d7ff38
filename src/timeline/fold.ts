import type { CaseState } from '../engine/index.ts';
import { attributionOf } from './attribution.ts';
import { confirm } from './confirm.ts';
import type { KeptFile } from './files.ts';
import { changesOf } from './parts/changes.ts';
import { deadlinesOf, waitsOf } from './parts/clocks.ts';
import { credentialsOf } from './parts/credentials.ts';
import { factsOf } from './parts/facts.ts';
import { happenedOf } from './parts/happened.ts';
import { indicatorsOf } from './parts/indicators.ts';
import { nextOf, wouldOf } from './parts/next.ts';
import { overOf } from './parts/over.ts';
import { approvalsOf, attestationsOf } from './parts/people.ts';
import { snapshotsOf } from './parts/snapshots.ts';
import { unknownsOf } from './parts/unknowns.ts';
import { reviewedOf, reviewsOf } from './reviews.ts';
import { activityRows } from './rows/activity-rows.ts';
import { journalRows } from './rows/journal-rows.ts';
import { merge } from './rows/merge.ts';
import type { Timeline, Written } from './timeline.ts';

const MARKS = { live: undefined, drill: 'DRILL', 'dry-run': 'DRY RUN' } as const;

/** Folds a case and its kept files into what a document tells. Reads no clock and no file: the same in gives the same out. */
export const timelineOf = (state: CaseState, files: readonly KeptFile[], { writtenAt, program }: Written): Timeline => {
  const { opened, entries } = state;
  const reviews = reviewsOf(state, files);
  const reviewed = reviewedOf(state, reviews);
  const attribution = attributionOf(
    state,
    reviewed.map(({ activity }) => activity),
  );
  const confirmed = confirm(state, reviewed, attribution);
  const rows = merge(journalRows(state, attribution, confirmed), activityRows(reviewed, state, attribution, confirmed));
  const waits = waitsOf(state);
  const deadlines = deadlinesOf(state, waits);
  const changes = changesOf(state);
  const over = overOf(state);
  const mark = MARKS[opened.mode];
  // Without a review nothing could have been confirmed.
  const unconfirmed = reviews.length > 0 ? confirmed.unconfirmed : [];
  return {
    ...(mark === undefined ? {} : { mark }),
    facts: factsOf(state),
    happened: happenedOf(state, changes, over, deadlines, rows),
    over,
    deadlines,
    waits,
    rows,
    unconfirmed,
    reviewedAt: reviews.map(({ at }) => at),
    would: opened.mode === 'dry-run' ? wouldOf(state) : [],
    changes,
    credentials: credentialsOf(state, reviewed, attribution),
    indicators: indicatorsOf(reviewed, attribution),
    files,
    snapshots: snapshotsOf(state, confirmed),
    unknowns: unknownsOf(state, files, reviews.length),
    attestations: attestationsOf(state),
    approvals: approvalsOf(state),
    next: nextOf(state, changes, program),
    written: {
      at: writtenAt.toISOString(),
      version: opened.version,
      lines: entries.length,
      asOf: entries.at(-1)?.at ?? opened.at,
      program,
    },
  };
};
