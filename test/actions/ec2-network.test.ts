import { expect, test } from 'vitest';
import { groupName } from '../../src/actions/shared/isolation.ts';
import { benchWith, type Bench, described, isolated, regionOf } from './harness.ts';

const groupsOf = (bench: Bench) =>
  Object.values(regionOf(bench).interfaces)
    .filter((one) => one.attachment?.instanceId === bench.id)
    .map((one) => one.groups);
const swaps = (bench: Bench) =>
  bench.range.record
    .of('EC2', 'ModifyNetworkInterfaceAttribute')
    .map(({ input }) => (input as { Groups?: string[] }).Groups?.join());

test('the isolation group has no rule, of either family, and a name that says nothing', async () => {
  await using bench = await benchWith('lean');
  const { vpcIds } = await described(bench);
  const vpc = regionOf(bench).vpcs[vpcIds[0] ?? ''];
  if (vpc) vpc.cidr6 = '2600:1f14::/56';
  const action = bench.action('ec2.make-isolation-group', { vpcId: vpcIds[0] });
  const { before, output, verdict } = await action.change();
  expect(before).toEqual({ rules: 0 });
  expect(verdict.is).toBe('holds');
  const made = regionOf(bench).groups[output['groupId'] as string];
  expect(made?.rules).toEqual([]);
  expect(made?.name).toMatch(/^net-[0-9a-f]{8}$/);
  const [revoke] = bench.range.record.of('EC2', 'RevokeSecurityGroupEgress');
  expect(JSON.stringify(revoke?.input)).toContain('::/0');
});
test('an isolation group with a rule does not hold, and a repeat finds the group and revokes what is there', async () => {
  await using bench = await benchWith('lean');
  const { vpcIds } = await described(bench);
  const action = bench.action('ec2.make-isolation-group', { vpcId: vpcIds[0] });
  const { output } = await action.change();
  const rules = regionOf(bench).groups[output['groupId'] as string]?.rules;
  rules?.push({ id: 'sgr-0123456789abcdef0', egress: true, protocol: '-1', cidr: '0.0.0.0/0', tags: {} });
  expect(await action.verify(output)).toMatchObject({ is: 'does not hold' });
  const again = await action.change();
  expect(again.output).toEqual(output);
  expect(again.verdict.is).toBe('holds');
  expect(bench.range.record.of('EC2', 'CreateSecurityGroup')).toHaveLength(1);
});
test('a group whose answer was lost is found by its name, and not made twice', async () => {
  const faults = [
    { service: 'EC2', operation: 'CreateSecurityGroup', kind: 'reset', when: 'after', times: 1 },
  ] as const;
  await using bench = await benchWith({ scenario: 'lean', faults });
  const { vpcIds } = await described(bench);
  const { verdict } = await bench.action('ec2.make-isolation-group', { vpcId: vpcIds[0] }).change();
  expect(verdict.is).toBe('holds');
  expect(bench.range.record.of('EC2', 'CreateSecurityGroup')).toHaveLength(1);
});
test('an isolation group is kept while an interface is in it, and then goes', async () => {
  await using bench = await benchWith('lean');
  const { vpcIds, interfaces } = await described(bench);
  const group = bench.action('ec2.make-isolation-group', { vpcId: vpcIds[0] });
  const made = await group.change();
  const move = bench.action('ec2.isolate-interface', interfaces[0] ? pick(interfaces[0]) : {});
  const moved = await move.change();
  expect(await group.release(made.before, made.output)).toMatchObject({ kept: expect.stringContaining('in use') });
  await move.release(moved.before, moved.output);
  expect(await group.release(made.before, made.output)).toBeUndefined();
  expect(await group.see()).toEqual(made.before);
});
const pick = ({ interfaceId, vpcId }: { interfaceId: string; vpcId: string }) => ({ interfaceId, vpcId });

test('every interface goes into the isolation group alone, and back into exactly its own groups', async () => {
  await using bench = await benchWith('two-interfaces-three-volumes');
  const was = structuredClone(groupsOf(bench));
  const { interfaces, vpcIds } = await described(bench);
  const { output: group } = await bench.action('ec2.make-isolation-group', { vpcId: vpcIds[0] }).change();
  for (const each of interfaces) {
    const action = bench.action('ec2.isolate-interface', pick(each));
    const { before, output, verdict } = await action.change();
    expect(verdict.is).toBe('holds');
    await action.release(before, output);
    expect(await action.see()).toEqual(before);
    await action.run(before);
  }
  expect(groupsOf(bench)).toEqual([[group['groupId']], [group['groupId']]]);
  bench.range.control.putGroupsBack(bench.id);
  expect(groupsOf(bench)).toEqual(was);
  for (const each of interfaces)
    expect(
      await bench.action('ec2.isolate-interface', pick(each)).verify({ isolation: group['groupId'] }),
    ).toMatchObject({ is: 'does not hold' });
});
test('an interface in a group that has got a rule is not isolated', async () => {
  await using bench = await benchWith('lean');
  const { interfaces, vpcIds } = await isolated(bench);
  const { groupId } = await bench.action('ec2.make-isolation-group', { vpcId: vpcIds[0] }).see();
  const rule = { id: 'sgr-0123456789abcdef0', egress: false, protocol: 'tcp', cidr: '0.0.0.0/0', tags: {} };
  regionOf(bench).groups[groupId as string]?.rules.push(rule);
  const [first] = interfaces;
  const action = bench.action('ec2.isolate-interface', first ? pick(first) : {});
  expect(await action.verify({ isolation: groupId })).toMatchObject({ is: 'does not hold' });
});
test('a resume finds the group that was made after its state was saved', async () => {
  await using bench = await benchWith('lean');
  const { interfaces, vpcIds } = await described(bench);
  const [first] = interfaces;
  const action = bench.action('ec2.isolate-interface', first ? pick(first) : {});
  const before = await action.see();
  await bench.action('ec2.make-isolation-group', { vpcId: vpcIds[0] }).change();
  expect((await action.verify(await action.run(before))).is).toBe('holds');
});
test('without an isolation group no interface is touched, and the reason is said', async () => {
  await using bench = await benchWith('lean');
  const [first] = (await described(bench)).interfaces;
  const action = bench.action('ec2.isolate-interface', first ? pick(first) : {});
  await expect(action.run(await action.see())).rejects.toThrow(/needs the isolation group/);
  expect(swaps(bench)).toEqual([]);
});

test('an Elastic IP address comes off and goes back to the same private address', async () => {
  await using bench = await benchWith('lean');
  const [address] = (await described(bench)).addresses;
  const action = bench.action('ec2.detach-address', {
    allocationId: address?.allocationId,
    interfaceId: address?.interfaceId,
  });
  const { before, output, verdict } = await action.change();
  expect(verdict.is).toBe('holds');
  expect((await described(bench)).addresses).toEqual([]);
  await action.release(before, output);
  expect(await action.see()).toEqual(before);
  expect((await described(bench)).addresses).toEqual([address]);
  expect(bench.range.record.of('EC2', 'AssociateAddress').map(({ input }) => input)).toMatchObject([
    { PrivateIpAddress: before['privateAddress'], AllowReassociation: false },
  ]);
  expect((await action.verify(output)).is).toBe('does not hold');
});

test('an interface that is attached later is isolated too, and put back into its own groups', async () => {
  await using bench = await benchWith('interface-added');
  await isolated(bench);
  const action = bench.action('ec2.isolate-strays', { instanceId: bench.id });
  const { before, output, verdict } = await action.change();
  expect(output['moved']).toHaveLength(1);
  expect(verdict).toMatchObject({ is: 'holds', detail: expect.stringContaining('each interface (2)') });
  const swapped = swaps(bench).length;
  await action.release(before, output);
  expect(swaps(bench)).toHaveLength(swapped + 1);
  expect(await action.see()).toEqual(before);
  bench.range.control.attachInterface(bench.id);
  expect((await action.verify(output)).is).toBe('does not hold');
});
test('an interface that a service manages is left alone and keeps the instance from being contained', async () => {
  await using bench = await benchWith('two-interfaces-three-volumes');
  const second = Object.values(regionOf(bench).interfaces).find((one) => one.attachment?.deviceIndex === 1);
  if (second) second.requesterManaged = true;
  await isolated(bench);
  const { output, verdict } = await bench.action('ec2.isolate-strays', { instanceId: bench.id }).change();
  expect(output).toEqual({ moved: [] });
  expect(verdict).toMatchObject({ is: 'does not hold', because: expect.stringContaining('by hand') });
});
test('an instance without any interface left proves nothing', async () => {
  await using bench = await benchWith('lean');
  await isolated(bench);
  for (const one of Object.values(regionOf(bench).interfaces)) delete one.attachment;
  const strays = bench.action('ec2.isolate-strays', { instanceId: bench.id });
  expect(await strays.verify({ moved: [] })).toMatchObject({ is: 'unproven' });
});
test('the groups of isolation and of cutting have different names in every VPC and case', () => {
  const names = [
    groupName({ caseId: 'A' }, 'vpc-1'),
    groupName({ caseId: 'A' }, 'vpc-2'),
    groupName({ caseId: 'B' }, 'vpc-1'),
    groupName({ caseId: 'A' }, 'vpc-1', 'open'),
  ];
  expect(new Set(names).size).toBe(4);
});
