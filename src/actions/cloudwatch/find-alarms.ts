import type { OutputOf } from '../../aws/index.ts';
import { instanceId, list, maybe, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { everyPage } from '../shared/every-page.ts';

type Alarm = NonNullable<OutputOf<'cloudwatch:DescribeAlarms'>['MetricAlarms']>[number];

/**
 * Alarms that would stop, reboot, recover or terminate the instance once it falls silent (the sample's own stack has one
 * that reboots it: memory lost). The two forms of an EC2 action's ARN: CloudWatch user guide.
 */
const ACTS_ON_IT = /^arn:[\w-]+:(automate:[\w-]+:ec2:|swf:[\w-]+:\d+:action\/actions\/AWS_EC2\.)/;

export const findAlarms = looks({
  title: 'Find the alarms that would act on an instance',
  calls: ['cloudwatch:DescribeAlarms'],
  input: { instanceId: instanceId('The instance') },
  output: { alarms: maybe(list(text('Alarms that would act on it'))) },
  async run(aws, { instanceId: id }) {
    const alarms = await everyPage(
      (NextToken) =>
        aws('cloudwatch:DescribeAlarms', {
          AlarmTypes: ['MetricAlarm'],
          ...(NextToken === undefined ? {} : { NextToken }),
        }),
      (page) => page.MetricAlarms,
      (page) => page.NextToken,
    );
    const found = alarms
      .filter((alarm) => watches(alarm, id) && acts(alarm))
      .flatMap(({ AlarmName }) => AlarmName ?? []);
    return { alarms: found.length === 0 ? undefined : found };
  },
});

const watches = ({ Dimensions = [], Metrics = [] }: Alarm, id: string): boolean =>
  [...Dimensions, ...Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric?.Dimensions ?? [])].some(
    ({ Name, Value }) => Name === 'InstanceId' && Value === id,
  );
const acts = ({ AlarmActions = [], OKActions = [], InsufficientDataActions = [] }: Alarm): boolean =>
  [...AlarmActions, ...OKActions, ...InsufficientDataActions].some((action) => ACTS_ON_IT.test(action));
