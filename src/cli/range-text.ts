import { playbooks } from '../../playbooks/index.ts';
import { type RangeInfo, scenarioNames } from '../range/index.ts';
import { flagOf } from './inputs.ts';

/** What a person pastes into another shell to reach a range: where and as whom, then a run against each target. */
export const rangeText = (info: RangeInfo, program: string): string => {
  const { scenario, endpoint, region, account, credentials, targets } = info;
  const exports = { ...credentials, AWS_REGION: region };
  const playbook = playbooks.find(({ id }) => scenarioNames(id).includes(scenario));
  const runs = playbook
    ? targets.map(
        ({ instanceId }) =>
          `${program} run ${playbook.id} ${flagOf(playbook.target)} ${instanceId} --endpoint-url ${endpoint}`,
      )
    : [];
  return [
    `range ${scenario} at ${endpoint} (${region}, account ${account})`,
    'In another shell:',
    '',
    ...Object.entries(exports).map(([name, value]) => `export ${name}=${value}`),
    ...runs,
    '',
    '',
  ].join('\n');
};
