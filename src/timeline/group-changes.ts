import type { CaseState } from '../engine/index.ts';
import { attributionOf } from './attribution.ts';
import { readKept } from './files.ts';
import { reviewedOf, reviewsOf } from './reviews.ts';
import { idsIn } from './rows/step-said.ts';
import type { Who } from './timeline.ts';

/** A change of a security group's rules that CloudTrail shows and that is not ours. */
export interface GroupChange {
  readonly group: string;
  /** ISO 8601. */
  readonly at: string;
  /** `AuthorizeSecurityGroupIngress`; whoever made it can't choose it. */
  readonly name: string;
  readonly who: Who;
  /** As AWS calls the caller. */
  readonly by: string;
}
/** What is known of the groups that a release puts back. */
export interface GroupChanges {
  readonly groups: readonly string[];
  readonly changes: readonly GroupChange[];
  /** No review of CloudTrail is in the case here: no change shown does not mean that there was none. */
  readonly isReviewed: boolean;
}

const GROUP = /^sg-[0-9a-f]{8,17}$/;
const CHANGES_RULES = /^(Authorize|Revoke|Modify)SecurityGroup(Ingress|Egress|Rules)$/;

/**
 * Whether the groups that come back with a release had their rules changed, by anybody but us, in all that the reviews of
 * the case show (from a day before the earliest sign): a door that the suspect has opened would be open again.
 */
export const groupChangesOf = async (
  folder: string,
  state: CaseState,
  keys: readonly string[],
): Promise<GroupChanges> => {
  const steps = state.steps.filter(({ key }) => keys.includes(key));
  const groups = [
    ...new Set(
      steps.flatMap(({ before, after }) => {
        const left = new Set(idsIn(after?.['groups'], GROUP));
        return idsIn(before?.['groups'], GROUP).filter((id) => !left.has(id));
      }),
    ),
  ];
  if (groups.length === 0) return { groups, changes: [], isReviewed: true };
  const reviews = reviewsOf(state, await readKept(folder, state));
  const reviewed = reviewedOf(state, reviews);
  const attribution = attributionOf(
    state,
    reviewed.map(({ activity }) => activity),
  );
  const changes = reviewed.flatMap(({ activity }): readonly GroupChange[] => {
    const { name, at, error, resources, user, arn } = activity;
    const { who } = attribution.activity(activity);
    if (!CHANGES_RULES.test(name) || error !== undefined || who === 'ir') return [];
    return groups
      .filter((group) => resources.includes(group))
      .map((group) => ({ group, at, name, who, by: user === '' ? (arn ?? 'unknown') : user }));
  });
  return { groups, changes, isReviewed: reviews.length > 0 };
};
