import { arn, count, instanceId, list, record, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { registrationsOf } from '../shared/targets.ts';

const target = record(
  'A registration',
  {
    registration: text('Group, target and port'),
    targetGroupArn: arn('The target group'),
    targetId: text('The target: the instance, or an address of it'),
    port: count('Port'),
    health: text('Health'),
  },
  'registration',
);

/** Where load balancers send traffic to an instance, by its id or its address. */
export const findTargets = looks({
  title: 'Find the load balancers that send traffic to an instance',
  calls: ['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetHealth'],
  input: { instanceId: instanceId('The instance'), privateAddresses: list(text('Its private addresses')) },
  output: { targets: list(target) },
  async run(aws, { instanceId: id, privateAddresses }) {
    const found = await registrationsOf(aws, [id, ...privateAddresses]);
    return { targets: found.map(({ state, ...rest }) => ({ ...rest, health: state })) };
  },
});
