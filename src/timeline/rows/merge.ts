import type { Row } from '../timeline.ts';

/**
 * Journal rows in the journal's order, CloudTrail rows by time between them. The journal's order stands even where its
 * clock stepped back, so a row there counts as no earlier than the one before it.
 */
export const merge = (journal: readonly Row[], activity: readonly Row[]): readonly Row[] => {
  const rows: Row[] = [];
  let [at, next] = ['', 0];
  for (const row of journal) {
    if (row.at > at) at = row.at;
    for (let one = activity[next]; one && one.at < at; one = activity[next]) {
      rows.push(one);
      next += 1;
    }
    rows.push(row);
  }
  return [...rows, ...activity.slice(next)];
};
