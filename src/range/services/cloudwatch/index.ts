import type * as client from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../wire/error.ts';
import { defineService } from '../../wire/service.ts';
import type { Alarm } from '../../world/fleet.ts';
import type { Call, Handlers, SimulatedService } from '../handlers.ts';
import { page } from '../paging.ts';
import * as operations from './sdk.ts';

const view = (one: Alarm): client.MetricAlarm => ({
  AlarmName: one.name,
  AlarmArn: one.arn,
  ActionsEnabled: one.actionsEnabled,
  AlarmActions: one.actions,
  OKActions: [],
  InsufficientDataActions: [],
  StateValue: one.state,
  StateUpdatedTimestamp: new Date(one.stateAt),
  Namespace: 'AWS/EC2',
  MetricName: one.metric,
  Dimensions: [{ Name: 'InstanceId', Value: one.instanceId }],
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 2,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
});

/** As in AWS, names that don't exist are passed over. */
function setActions({ region }: Call, names: readonly string[] | undefined, isEnabled: boolean) {
  for (const name of names ?? []) if (region.alarms[name]) region.alarms[name].actionsEnabled = isEnabled;
  return {};
}

const handlers: Handlers<typeof client> = {
  DescribeAlarms: (input, call) => {
    const { AlarmNames: names, AlarmNamePrefix: prefix, ActionPrefix: action, StateValue: state } = input;
    if (input.ChildrenOfAlarmName ?? input.ParentsOfAlarmName)
      throw new AwsError('InvalidParameterValue', 'The range has no composite alarms');
    const types = input.AlarmTypes;
    const isMetric = !types?.length || types.includes('MetricAlarm');
    const found = Object.values(isMetric ? call.region.alarms : {}).filter(
      (one) =>
        (!names?.length || names.includes(one.name)) &&
        one.name.startsWith(prefix ?? '') &&
        (!action || one.actions.some((each) => each.startsWith(action))) &&
        (!state || one.state === state),
    );
    const request = { max: input.MaxRecords, token: input.NextToken, usual: 50, badToken: 'InvalidNextToken' };
    const { items, next } = page(call, found, request);
    return { MetricAlarms: items.map(view), CompositeAlarms: [], NextToken: next };
  },
  DisableAlarmActions: (input, call) => setActions(call, input.AlarmNames, false),
  EnableAlarmActions: (input, call) => setActions(call, input.AlarmNames, true),
};

const facts = {
  id: 'CloudWatch',
  signingName: 'monitoring',
  iamName: 'cloudwatch',
  version: '2010-08-01',
  protocol: 'awsJson1_0',
  target: 'GraniteServiceVersion20100801',
  xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
} as const;

export const cloudwatch: SimulatedService = { service: defineService(facts, Object.values(operations)), handlers };
