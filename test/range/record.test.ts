import { expect, test } from 'vitest';
import { refusal, rig } from './rig.ts';

const shown = ({ operation, effect, readOnly }: { operation: string; effect: boolean; readOnly: boolean }) => ({
  operation,
  effect,
  readOnly,
});

test('each request is recorded, with whether it changed anything', async () => {
  await using one = await rig();
  const tag = () => one.ec2.createTags({ Resources: [one.id], Tags: [{ Key: 'a', Value: 'b' }] });
  const start = one.range.record.entries.length;
  await one.ec2.describeInstances({});
  await tag();
  await tag();
  await refusal(one.ec2.terminateInstances({ InstanceIds: [one.id], DryRun: true }));
  expect(one.range.record.entries.slice(start).map(shown)).toEqual([
    { operation: 'DescribeInstances', effect: false, readOnly: true },
    { operation: 'CreateTags', effect: true, readOnly: false },
    { operation: 'CreateTags', effect: false, readOnly: false },
    { operation: 'TerminateInstances', effect: false, readOnly: false },
  ]);
  expect(one.range.record.writes().map(shown)).toEqual([{ operation: 'CreateTags', effect: true, readOnly: false }]);
  expect(one.range.record.of('EC2', 'TerminateInstances')).toMatchObject([
    {
      dryRun: true,
      error: { code: 'DryRunOperation' },
      resources: [one.id],
      principal: 'arn:aws:iam::111122223333:user/responder',
    },
  ]);
});

test('inputs are kept as they came, secrets included', async () => {
  await using one = await rig();
  await one.ssm.putParameter({ Name: '/s', Value: 'hush', Type: 'SecureString' });
  expect(JSON.stringify(one.range.record.of('SSM', 'PutParameter'))).toContain('hush');
});

test('what a colleague does is recorded as the colleague’s', async () => {
  await using one = await rig();
  one.range.control.attachInterface(one.id);
  expect(one.range.record.writes()).toMatchObject([
    { operation: 'AttachNetworkInterface', principal: 'arn:aws:iam::111122223333:user/dana' },
  ]);
});

test('a write which fails has changed nothing', async () => {
  await using one = await rig();
  const before = JSON.stringify(one.range.world);
  const change = one.ec2.modifyInstanceAttribute({
    InstanceId: one.id,
    BlockDeviceMappings: [
      { DeviceName: '/dev/sda1', Ebs: { DeleteOnTermination: false } },
      { DeviceName: '/dev/sdz', Ebs: { DeleteOnTermination: false } },
    ],
  });
  expect((await refusal(change)).name).toBe('InvalidInstanceAttributeValue');
  expect(JSON.stringify(one.range.world)).toBe(before);
});

test('a member that the range does not simulate is refused, never passed over', async () => {
  await using one = await rig();
  const parameter = { Name: '/a', Value: 'b', Type: 'String' as const, AllowedPattern: '.*' };
  const error = await refusal(one.ssm.putParameter(parameter));
  expect(error.message).toBe('The range does not simulate SSM PutParameter with AllowedPattern');
  expect((await refusal(one.ssm.getParameter({ Name: '/a' }))).name).toBe('ParameterNotFound');
});
