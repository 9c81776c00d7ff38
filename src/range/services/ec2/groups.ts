import type * as ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/error.ts';
import { resourceId } from '../../world/ids.ts';
import type { SecurityGroup, Vpc } from '../../world/network.ts';
import type { Region, World } from '../../world/world.ts';
import type { Call, Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { findGroup, some } from './find.ts';
import { makeRule } from './rule-input.ts';
import { tagsFor } from './tag-specifications.ts';
import { groupView } from './views/rules.ts';
import { toPairs } from '../../world/tags.ts';

const filters: FilterTable<SecurityGroup> = {
  'group-id': (one) => [one.id],
  'group-name': (one) => [one.name],
  'vpc-id': (one) => [one.vpcId],
  description: (one) => [one.description],
  'ip-permission.group-id': (one) => one.rules.filter((rule) => !rule.egress).map((rule) => rule.groupId),
  'egress.ip-permission.group-id': (one) => one.rules.filter((rule) => rule.egress).map((rule) => rule.groupId),
};

/** A new group lets everything out: one rule, and a second for IPv6 where the VPC has it (trap T3). */
export function usualEgress(world: World, vpc: Vpc) {
  const all = { egress: true, protocol: '-1' };
  return [
    makeRule(world, { ...all, cidr: '0.0.0.0/0' }),
    ...(vpc.cidr6 ? [makeRule(world, { ...all, cidr6: '::/0' })] : []),
  ];
}

/** Names are unique in a VPC; without a VPC the default one is meant. */
function vpcFor(region: Region, id: string | undefined): Vpc {
  const vpc = id ? region.vpcs[id] : Object.values(region.vpcs).find(({ isDefault }) => isDefault);
  if (!vpc) throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${id ?? 'default'}' does not exist`);
  return vpc;
}

function create(call: Call, input: ec2.CreateSecurityGroupCommandInput): SecurityGroup {
  const { region, world } = call;
  const vpc = vpcFor(region, input.VpcId);
  const name = input.GroupName ?? '';
  if (!name || !input.Description)
    throw new AwsError('MissingParameter', 'The request must contain GroupName and GroupDescription');
  const isTaken = Object.values(region.groups).some((one) => one.vpcId === vpc.id && one.name === name);
  if (isTaken)
    throw new AwsError('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpc.id}'`);
  const id = resourceId(world, 'sg');
  const tags = tagsFor('security-group', input.TagSpecifications);
  return (region.groups[id] = {
    id,
    name,
    description: input.Description,
    vpcId: vpc.id,
    rules: usualEgress(world, vpc),
    tags,
  });
}

function isUsed(region: Region, id: string): boolean {
  const onInterface = Object.values(region.interfaces).some(({ groups }) => groups.includes(id));
  return (
    onInterface ||
    Object.values(region.groups).some((one) => one.id !== id && one.rules.some((rule) => rule.groupId === id))
  );
}

export const groups: Handlers<typeof ec2> = {
  DescribeSecurityGroups: (input, call) => {
    const { region, account } = call;
    const all = some(region, input.GroupIds, region.groups, findGroup);
    const named = input.GroupNames?.length ? all.filter(({ name }) => input.GroupNames?.includes(name)) : all;
    const found = applyFilters(named, input.Filters, filters);
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken, usual: 1000 });
    return { SecurityGroups: items.map((group) => groupView(group, account.id)), NextToken: next };
  },

  CreateSecurityGroup: (input, call) => {
    const group = create(call, input);
    const arn = `arn:aws:ec2:${call.region.name}:${call.account.id}:security-group/${group.id}`;
    return { GroupId: group.id, Tags: toPairs(group.tags), SecurityGroupArn: arn };
  },

  DeleteSecurityGroup: (input, { region }) => {
    const { id, name } = findGroup(region, input.GroupId);
    if (name === 'default')
      throw new AwsError('CannotDelete', `the specified group: "${id}" name: "default" cannot be deleted by a user`);
    if (isUsed(region, id)) throw new AwsError('DependencyViolation', `resource ${id} has a dependent object`);
    delete region.groups[id];
    return { Return: true, GroupId: id };
  },
};
