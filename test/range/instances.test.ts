import { describe, expect, test } from 'vitest';
import { refusal, rig, until, type Rig } from './rig.ts';

const stateOf = async ({ ec2, id }: Rig) =>
  (await ec2.describeInstances({ InstanceIds: [id] })).Reservations?.[0]?.Instances?.[0];

describe('protection', () => {
  test('holds back a termination until it is lifted', async () => {
    await using one = await rig('lean');
    await one.ec2.modifyInstanceAttribute({ InstanceId: one.id, DisableApiTermination: { Value: true } });
    const { DisableApiTermination } = await one.ec2.describeInstanceAttribute({
      InstanceId: one.id,
      Attribute: 'disableApiTermination',
    });
    expect(DisableApiTermination).toEqual({ Value: true });
    expect((await refusal(one.ec2.terminateInstances({ InstanceIds: [one.id] }))).name).toBe('OperationNotPermitted');
    await one.ec2.modifyInstanceAttribute({ InstanceId: one.id, DisableApiTermination: { Value: false } });
    await one.ec2.terminateInstances({ InstanceIds: [one.id] });
    await until(
      () => stateOf(one),
      (instance) => instance?.State?.Name === 'terminated',
    );
  });

  test('keeps volumes: those marked so go with the instance, the others stay', async () => {
    await using one = await rig('lean');
    const before = await one.ec2.describeVolumes({ Filters: [{ Name: 'attachment.instance-id', Values: [one.id] }] });
    expect(before.Volumes?.map(({ Attachments }) => Attachments?.[0]?.DeleteOnTermination)).toEqual([true, false]);
    await one.ec2.modifyInstanceAttribute({
      InstanceId: one.id,
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: { DeleteOnTermination: false } }],
      InstanceInitiatedShutdownBehavior: { Value: 'stop' },
    });
    await one.ec2.terminateInstances({ InstanceIds: [one.id] });
    await until(
      () => stateOf(one),
      (instance) => instance?.State?.Name === 'terminated',
    );
    const { Volumes } = await one.ec2.describeVolumes({});
    expect(Volumes?.map(({ State }) => State)).toEqual(['available', 'available']);
    expect((await one.ec2.describeAddresses({})).Addresses?.[0]?.AssociationId).toBeUndefined();
  });
});

test('a stop passes through stopping', async () => {
  await using one = await rig();
  const { StoppingInstances } = await one.ec2.stopInstances({ InstanceIds: [one.id] });
  expect(StoppingInstances?.[0]?.CurrentState?.Name).toBe('stopping');
  await until(
    () => stateOf(one),
    (instance) => instance?.State?.Name === 'stopped',
  );
});

test('metadata options are pending before they are applied', async () => {
  await using one = await rig();
  const { InstanceMetadataOptions } = await one.ec2.modifyInstanceMetadataOptions({
    InstanceId: one.id,
    HttpEndpoint: 'disabled',
  });
  expect(InstanceMetadataOptions).toMatchObject({ State: 'pending', HttpEndpoint: 'disabled' });
  await until(
    () => stateOf(one),
    (instance) => instance?.MetadataOptions?.State === 'applied',
  );
  expect(() => one.range.instanceCredentials(one.id)).toThrow('disabled');
});

test('a profile is taken off, and put back', async () => {
  await using one = await rig('profile-name-differs');
  const Filters = [{ Name: 'instance-id', Values: [one.id] }];
  const { IamInstanceProfileAssociations: [before] = [] } = await one.ec2.describeIamInstanceProfileAssociations({
    Filters,
  });
  const name = before?.IamInstanceProfile?.Arn?.split('/')[1];
  expect(name).toBe('web-profile');
  expect((await one.iam.getInstanceProfile({ InstanceProfileName: name })).InstanceProfile?.Roles?.[0]?.RoleName).toBe(
    'web-role',
  );
  await one.ec2.disassociateIamInstanceProfile({ AssociationId: before?.AssociationId });
  expect((await one.ec2.describeIamInstanceProfileAssociations({ Filters })).IamInstanceProfileAssociations).toEqual(
    [],
  );
  await one.ec2.associateIamInstanceProfile({ InstanceId: one.id, IamInstanceProfile: { Name: name } });
  const again = one.ec2.associateIamInstanceProfile({ InstanceId: one.id, IamInstanceProfile: { Name: name } });
  expect((await refusal(again)).name).toBe('IncorrectState');
});

test('an Elastic IP is taken off, and put back', async () => {
  await using one = await rig();
  const Filters = [{ Name: 'instance-id', Values: [one.id] }];
  const { Addresses: [before] = [] } = await one.ec2.describeAddresses({ Filters });
  await one.ec2.disassociateAddress({ AssociationId: before?.AssociationId });
  expect((await stateOf(one))?.PublicIpAddress).toBeUndefined();
  await one.ec2.associateAddress({
    AllocationId: before?.AllocationId,
    NetworkInterfaceId: before?.NetworkInterfaceId,
  });
  expect((await stateOf(one))?.PublicIpAddress).toBe('203.0.113.25');
});

test('console output comes in base64, as AWS sends it', async () => {
  await using one = await rig();
  const { Output = '' } = await one.ec2.getConsoleOutput({ InstanceId: one.id });
  expect(Buffer.from(Output, 'base64').toString()).toContain('Booting Linux');
});

test('tags are put on, found by, and taken off', async () => {
  await using one = await rig();
  await one.ec2.createTags({ Resources: [one.id], Tags: [{ Key: 'ir:case', Value: '1' }] });
  const found = await one.ec2.describeInstances({ Filters: [{ Name: 'tag:ir:case', Values: ['1'] }] });
  expect(found.Reservations).toHaveLength(1);
  await one.ec2.deleteTags({ Resources: [one.id], Tags: [{ Key: 'ir:case', Value: 'another' }] });
  expect((await one.ec2.describeTags({ Filters: [{ Name: 'key', Values: ['ir:case'] }] })).Tags).toHaveLength(1);
  await one.ec2.deleteTags({ Resources: [one.id], Tags: [{ Key: 'ir:case' }] });
  expect((await one.ec2.describeTags({ Filters: [{ Name: 'key', Values: ['ir:case'] }] })).Tags).toEqual([]);
  expect((await refusal(one.ec2.createTags({ Resources: ['i-0123456789abcdef0'], Tags: [] }))).name).toBe(
    'InvalidInstanceID.NotFound',
  );
});
