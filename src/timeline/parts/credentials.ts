import type { CaseState, StepState } from '../../engine/index.ts';
import type { Attribution } from '../attribution.ts';
import type { Reviewed } from '../reviews.ts';
import type { Credential } from '../timeline.ts';
import { about, inWords, momentOf } from '../words.ts';

/** Field types that name a credential or its holder. None of them is a value. */
const NAMES = new Set(['role name', 'role id', 'access key id', 'instance profile name', 'instance id', 'user name']);
const isCredential = ({ noun, does, skip }: StepState): boolean =>
  (does === 'changes' || does === 'destroys') &&
  skip?.counts !== 'fine' &&
  /credential|token|session|key|secret|password/.test(noun ?? '');

const idsOf = (state: CaseState, step: StepState): string => {
  const types = state.opened.plan.actions[step.action]?.input ?? {};
  const named = Object.entries(step.input ?? {}).filter(([name]) =>
    NAMES.has((types[name] ?? '').replace(/^list of |, or none$/g, '')),
  );
  return named.map(([name, value]) => `${types[name] ?? name} ${inWords(value)}`).join(', ');
};
const stateSaid = ({ proof, released, failure, skip, is }: StepState): string => {
  if (released) return released.outcome === 'released' ? 'usable again: put back' : `release: ${released.outcome}`;
  if (proof?.is === 'holds') return `holds${proof.detail === undefined ? '' : `: ${proof.detail}`}`;
  if (proof) return `${proof.is}: ${proof.because}`;
  if (failure) return `failed: ${failure.message}`;
  return skip ? `${skip.counts === 'fine' ? 'not applicable' : 'not touched'}: ${skip.because}` : is;
};

/** What was done to credentials, by id; and the keys that the suspect was seen to use, which no step names. */
export const credentialsOf = (
  state: CaseState,
  reviewed: readonly Reviewed[],
  { isSuspectKey }: Attribution,
): readonly Credential[] => {
  const touched = state.steps.filter(isCredential).map((step): Credential => ({
    ids: idsOf(state, step),
    what: about(step.title, step.key),
    state: stateSaid(step),
    ...(step.proof ? { at: step.proof.at, by: step.proof.by } : {}),
  }));
  const named = JSON.stringify(touched);
  const used = [...new Set(reviewed.map(({ activity }) => activity.accessKeyId ?? ''))];
  const seen = used
    .filter((id) => isSuspectKey(id) && !named.includes(id))
    .map((id): Credential => {
      const last = reviewed.findLast(({ activity }) => activity.accessKeyId === id)?.activity;
      const when =
        last === undefined
          ? ''
          : `, last at ${momentOf(last.at)} (${last.error === undefined ? 'allowed' : 'refused'})`;
      return {
        ids: `access key id ${id}`,
        what: 'Seen in CloudTrail',
        state: `used by the suspect${when}; no step read the key’s own state`,
      };
    });
  return [...touched, ...seen];
};
