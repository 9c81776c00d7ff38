import { describe, expect, test } from 'vitest';
import { scenarioNames, scenarios, simulatedCalls } from '../../src/range/index.ts';
import { isolate } from './isolate.ts';
import { refusal, rig, until } from './rig.ts';

describe.each(scenarioNames())('%s', (name) => {
  test('has a target which AWS knows, the same each time, and plain JSON to say so', async () => {
    await using one = await rig(name);
    await using again = await rig(name);
    expect(again.range.targets).toEqual(one.range.targets);
    expect(again.range.credentials).toEqual(one.range.credentials);
    expect(JSON.parse(JSON.stringify(one.range.info))).toEqual(one.range.info);
    const { Reservations } = await one.ec2.describeInstances({ InstanceIds: [one.id] });
    expect(Reservations).toHaveLength(1);
    expect(scenarios[name]).toMatchObject({ playbook: expect.any(String), teaches: expect.any(String) });
  });
});

test('another seed gives other ids', async () => {
  await using one = await rig();
  await using other = await rig('compromised-instance', { seed: 41 });
  expect(other.id).not.toBe(one.id);
});

test('the default scenario of a playbook comes first', () => {
  expect(scenarioNames('compromised-instance')[0]).toBe('compromised-instance');
  expect(scenarioNames('no-such-playbook')).toEqual([]);
});

test('an unknown scenario is refused, with the names of those there are', async () => {
  await expect(rig('nothing')).rejects.toThrow('compromised-instance');
});

test('the calls that are answered are named as in a policy', async () => {
  expect(await simulatedCalls()).toEqual(
    expect.arrayContaining([
      'ec2:DescribeInstances',
      'cloudwatch:DescribeAlarms',
      'elasticloadbalancing:DeregisterTargets',
    ]),
  );
});

describe('what scenarios promise', () => {
  test('default: two volumes that would partly go, no protection, a live session of the attacker', async () => {
    await using one = await rig();
    const { Volumes = [] } = await one.ec2.describeVolumes({
      Filters: [{ Name: 'attachment.instance-id', Values: [one.id] }],
    });
    expect(Volumes.map(({ Attachments }) => Attachments?.[0]?.DeleteOnTermination)).toEqual([true, false]);
    const { Sessions = [] } = await one.ssm.describeSessions({
      State: 'Active',
      Filters: [{ key: 'Target', value: one.id }],
    });
    expect(Sessions).toHaveLength(1);
    await one.ssm.terminateSession({ SessionId: Sessions[0]?.SessionId });
    expect((await one.ssm.describeSessions({ State: 'Active' })).Sessions).toEqual([]);
    expect((await one.ssm.describeSessions({ State: 'History' })).Sessions?.[0]?.Status).toBe('Terminated');
    expect((await refusal(one.ssm.terminateSession({ SessionId: 'other' }))).name).toBe('DoesNotExistException');
  });

  test('two-interfaces-three-volumes', async () => {
    await using one = await rig('two-interfaces-three-volumes');
    const instance = (await one.ec2.describeInstances({})).Reservations?.[0]?.Instances?.[0];
    expect([instance?.NetworkInterfaces?.length, instance?.BlockDeviceMappings?.length]).toEqual([2, 3]);
  });

  test('nat-path: a private subnet whose way out is a NAT gateway', async () => {
    await using one = await rig('nat-path');
    const instance = (await one.ec2.describeInstances({})).Reservations?.[0]?.Instances?.[0];
    expect(instance?.PublicIpAddress).toBeUndefined();
    const Filters = [{ Name: 'association.subnet-id', Values: [instance?.SubnetId ?? ''] }];
    const { RouteTables = [] } = await one.ec2.describeRouteTables({ Filters });
    expect(
      RouteTables[0]?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0')?.NatGatewayId,
    ).toMatch(/^nat-/);
  });

  test('autoassigned-address: public, and no Elastic IP to take off', async () => {
    await using one = await rig('autoassigned-address');
    const instance = (await one.ec2.describeInstances({})).Reservations?.[0]?.Instances?.[0];
    expect(instance?.NetworkInterfaces?.[0]?.Association).toMatchObject({
      IpOwnerId: 'amazon',
      PublicIp: '203.0.113.25',
    });
    expect((await one.ec2.describeAddresses({})).Addresses).toEqual([]);
  });

  test('shared-role: nine others', async () => {
    await using one = await rig('shared-role');
    const { IamInstanceProfileAssociations = [] } = await one.ec2.describeIamInstanceProfileAssociations({});
    expect(IamInstanceProfileAssociations.filter(({ InstanceId }) => InstanceId !== one.id)).toHaveLength(9);
  });

  test('interface-added: a second one appears after the first was isolated', async () => {
    await using one = await rig('interface-added');
    await isolate(one);
    const Filters = [{ Name: 'attachment.instance-id', Values: [one.id] }];
    const { NetworkInterfaces = [] } = await until(
      () => one.ec2.describeNetworkInterfaces({ Filters }),
      ({ NetworkInterfaces: all = [] }) => all.length === 2,
    );
    expect(NetworkInterfaces[1]?.Groups?.[0]?.GroupName).toBe('moltbot-bedrock-gateway');
    expect(one.range.record.of('EC2', 'AttachNetworkInterface')).toMatchObject([
      { principal: 'arn:aws:iam::111122223333:user/svc-backup' },
    ]);
  });

  test('already-terminated: still listed, and a volume survives', async () => {
    await using one = await rig('already-terminated');
    const { Reservations } = await one.ec2.describeInstances({ InstanceIds: [one.id] });
    expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({ State: { Name: 'terminated' }, NetworkInterfaces: [] });
    expect((await one.ec2.describeVolumes({})).Volumes).toHaveLength(1);
  });

  test('evidence-fails', async () => {
    await using one = await rig('evidence-fails');
    const make = one.ec2.createSnapshots({ InstanceSpecification: { InstanceId: one.id } });
    expect((await refusal(make)).status).toBe(500);
    expect((await refusal(one.ec2.getConsoleOutput({ InstanceId: one.id }))).name).toBe('UnauthorizedOperation');
  });
});
