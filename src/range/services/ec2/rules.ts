import type * as ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/error.ts';
import type { Rule, SecurityGroup } from '../../world/network.ts';
import type { Call, Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { applyFilters } from './filters.ts';
import { findGroup } from './find.ts';
import { makeRule, sameRule, wantedRules, type WantedRule } from './rule-input.ts';
import { tagsFor } from './tag-specifications.ts';
import { ruleView } from './views/rules.ts';

type AuthorizeInput = ec2.AuthorizeSecurityGroupIngressCommandInput | ec2.AuthorizeSecurityGroupEgressCommandInput;
type RevokeInput = ec2.RevokeSecurityGroupIngressCommandInput | ec2.RevokeSecurityGroupEgressCommandInput;

function sourceText({ cidr, cidr6, groupId, prefixList }: WantedRule): string {
  return cidr ?? cidr6 ?? groupId ?? prefixList ?? '';
}

function authorize(call: Call, input: AuthorizeInput, egress: boolean) {
  const group = findGroup(call.region, input.GroupId);
  const wanted = wantedRules(input, egress);
  const double = wanted.find((one) => group.rules.some((rule) => sameRule(rule, one)));
  if (double) {
    const peer = `peer: ${sourceText(double)}, ${double.protocol.toUpperCase()}, from port: ${double.from ?? -1}, to port: ${double.to ?? -1}, ALLOW`;
    throw new AwsError('InvalidPermission.Duplicate', `the specified rule "${peer}" already exists`);
  }
  const tags = tagsFor('security-group-rule', input.TagSpecifications);
  const made = wanted.map((one) => makeRule(call.world, one, tags));
  group.rules.push(...made);
  return { Return: true, SecurityGroupRules: made.map((rule) => ruleView(group, rule, call.account.id)) };
}

function named(group: SecurityGroup, ids: readonly string[], egress: boolean): Rule[] {
  return ids.map((id) => {
    const rule = group.rules.find((one) => one.id === id && one.egress === egress);
    if (!rule)
      throw new AwsError('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${id}' does not exist`);
    return rule;
  });
}

function matching(group: SecurityGroup, wanted: readonly WantedRule[]): Rule[] {
  return wanted.map((one) => {
    const rule = group.rules.find((each) => sameRule(each, one));
    if (!rule)
      throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
    return rule;
  });
}

function revoke(call: Call, input: RevokeInput, egress: boolean) {
  const group = findGroup(call.region, input.GroupId);
  const ids = input.SecurityGroupRuleIds;
  const gone = ids?.length ? named(group, ids, egress) : matching(group, wantedRules(input, egress));
  group.rules = group.rules.filter((rule) => !gone.includes(rule));
  const RevokedSecurityGroupRules = gone.map((rule) => ({
    SecurityGroupRuleId: rule.id,
    GroupId: group.id,
    IsEgress: egress,
    IpProtocol: rule.protocol,
    FromPort: rule.from ?? -1,
    ToPort: rule.to ?? -1,
    CidrIpv4: rule.cidr,
    CidrIpv6: rule.cidr6,
  }));
  return { Return: true, RevokedSecurityGroupRules };
}

export const rules: Handlers<typeof ec2> = {
  DescribeSecurityGroupRules: (input, call) => {
    const { region, account } = call;
    const all = Object.values(region.groups).flatMap((group) =>
      group.rules.map((rule) => ({ group, rule, tags: rule.tags })),
    );
    const asked = input.SecurityGroupRuleIds;
    const chosen = asked?.length ? all.filter(({ rule }) => asked.includes(rule.id)) : all;
    const found = applyFilters(chosen, input.Filters, {
      'group-id': ({ group }) => [group.id],
      'security-group-rule-id': ({ rule }) => [rule.id],
    });
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken, usual: 1000 });
    return { SecurityGroupRules: items.map(({ group, rule }) => ruleView(group, rule, account.id)), NextToken: next };
  },

  AuthorizeSecurityGroupIngress: (input, call) => authorize(call, input, false),
  AuthorizeSecurityGroupEgress: (input, call) => authorize(call, input, true),
  RevokeSecurityGroupIngress: (input, call) => revoke(call, input, false),
  RevokeSecurityGroupEgress: (input, call) => revoke(call, input, true),
};
