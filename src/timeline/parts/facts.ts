import type { CaseState } from '../../engine/index.ts';
import type { Facts } from '../timeline.ts';
import { pairsOf, platformOf, textsIn } from '../words.ts';

const claimSaid = ({ claim, opened }: CaseState): string | undefined => {
  switch (claim?.is) {
    case undefined:
      return undefined;
    case 'claimed':
      return `claimed in ${claim.where}`;
    case 'unclaimed':
      return `not claimed on the ${platformOf(opened.plan)} side (${claim.because}): release works only from the machine of the run`;
    case 'held':
      return `held by case ${claim.case} (${claim.by}, since ${claim.since})`;
  }
};

/** What is known of the case before anything was done; times of beginning, alert and declaration kept apart. */
export const factsOf = (state: CaseState): Facts => {
  const { opened, entries, clocks } = state;
  const identified = entries.filter((entry) => entry.is === 'identified');
  const claim = claimSaid(state);
  const severities = entries.flatMap((entry) =>
    entry.is === 'set' && entry.severity !== undefined
      ? [{ severity: entry.severity, at: entry.at, by: entry.by }]
      : [],
  );
  const began = entries.findLast((entry) => entry.is === 'set' && entry.began !== undefined)
    ? clocks.began.toISOString()
    : opened.began;
  const account = identified.at(-1)?.identity.account;
  return {
    id: opened.case,
    name: opened.name,
    title: opened.plan.title,
    playbook: opened.plan.playbook,
    target: state.target,
    inputs: pairsOf(opened.inputs).filter(([name]) => name !== opened.plan.target),
    ...(account === undefined ? {} : { account }),
    platform: platformOf(opened.plan),
    region: opened.region,
    mode: opened.mode,
    ...(opened.scenario === undefined ? {} : { scenario: opened.scenario }),
    ...(opened.endpoint === undefined ? {} : { endpoint: opened.endpoint }),
    evidenceOnly: opened.evidenceOnly,
    severity: clocks.severity,
    severities: [{ severity: opened.severity, at: opened.at, by: opened.operator }, ...severities],
    operators: [...new Set(entries.flatMap((entry) => ('operator' in entry ? [entry.operator] : [])))],
    identities: identified.map(({ identity, at, suspect }) => ({ arn: identity.arn, at, suspect })),
    ...(began === undefined ? {} : { began }),
    ...(opened.alerted === undefined ? {} : { alerted: opened.alerted }),
    declared: opened.at,
    ...(claim === undefined ? {} : { claim }),
    hazards: textsIn(state.steps, 'hazards'),
  };
};
