// Run by test/bundle.test.ts from source and bundled: prints how each refused call comes out. argv: the range's endpoint,
// access key id and secret.
import { openDoor } from '../../src/aws/index.ts';
import type { Call } from '../../src/aws/index.ts';

const [endpoint = '', accessKeyId = '', secretAccessKey = ''] = process.argv.slice(2);
const doorFor = (key: string) =>
  openDoor({
    mode: 'drill',
    endpoint,
    region: 'us-west-2',
    dryRun: false,
    credentials: { accessKeyId: key, secretAccessKey },
  });
const known = doorFor(accessKeyId);
const unknown = doorFor('AKIAUNKNOWN000000000');
const NOBODY = 'i-00000000000000000';
const group = 'arn:aws:elasticloadbalancing:us-west-2:111122223333:targetgroup/none/0123456789abcdef';

const calls: readonly (readonly [call: Call, input: object, door?: typeof known])[] = [
  ['iam:GetRole', { RoleName: 'nobody' }],
  ['iam:PutRolePolicy', { RoleName: 'nobody', PolicyName: 'x', PolicyDocument: '{}' }],
  ['ssm:GetParameter', { Name: '/none' }],
  ['ssm:PutParameter', { Name: '/ir/x', Value: 'x', Type: 'String' }],
  ['ssm:PutParameter', { Name: '/ir/x', Value: 'x', Type: 'String' }],
  ['ssm:SendCommand', { InstanceIds: [NOBODY], DocumentName: 'AWS-RunShellScript', Parameters: { commands: ['id'] } }],
  ['ssm:GetCommandInvocation', { InstanceId: NOBODY, CommandId: '00000000-0000-4000-8000-000000000000' }],
  ['cloudtrail:LookupEvents', { NextToken: 'none' }],
  ['elasticloadbalancing:DescribeTargetHealth', { TargetGroupArn: group }],
  ['autoscaling:EnterStandby', { AutoScalingGroupName: 'none', ShouldDecrementDesiredCapacity: true }],
  ['ec2:DescribeInstances', { InstanceIds: [NOBODY] }],
  ['iam:GetRole', { RoleName: 'nobody' }, unknown],
  ['ssm:GetParameter', { Name: '/none' }, unknown],
  ['cloudtrail:DescribeTrails', {}, unknown],
  ['sts:GetCallerIdentity', {}, unknown],
  ['elasticloadbalancing:DescribeTargetGroups', {}, unknown],
  ['cloudwatch:DescribeAlarms', {}, unknown],
];
const came: unknown[] = [];
for (const [call, input, door = known] of calls) {
  const aws = door.open({ signal: AbortSignal.timeout(20_000), calls: [call], made: () => undefined });
  try {
    await aws(call, input as never);
    came.push([call, 'succeeded']);
  } catch (error) {
    const { failure } = error as { failure?: { requestId?: string } };
    came.push([call, { ...failure, requestId: failure?.requestId !== undefined }]);
  }
}
process.stdout.write(JSON.stringify(came));
known.close();
unknown.close();
