import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { modeled } from '../../wire/error.ts';
import type { LoadBalancer } from '../../world/fleet.ts';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { LoadBalancerNotFoundException$ } from './errors.ts';

const view = (one: LoadBalancer, zoneOf: (subnet: string) => string | undefined): elbv2.LoadBalancer => ({
  LoadBalancerArn: one.arn,
  LoadBalancerName: one.name,
  DNSName: one.dnsName,
  Type: one.type,
  Scheme: one.scheme,
  VpcId: one.vpcId,
  State: { Code: 'active' },
  SecurityGroups: one.groups,
  AvailabilityZones: one.subnets.map((SubnetId) => ({ SubnetId, ZoneName: zoneOf(SubnetId) })),
  CreatedTime: new Date(one.createdAt),
  IpAddressType: 'ipv4',
});

export const loadBalancers: Handlers<typeof elbv2> = {
  DescribeLoadBalancers: (input, call) => {
    const { LoadBalancerArns: arns, Names: names } = input;
    const all = Object.values(call.region.loadBalancers);
    const found = all.filter(
      ({ arn, name }) => (!arns?.length || arns.includes(arn)) && (!names?.length || names.includes(name)),
    );
    const asked = arns?.length ?? names?.length ?? 0;
    if (found.length < asked) throw modeled(LoadBalancerNotFoundException$, 'One or more load balancers not found');
    const { items, next } = page(call, found, { max: input.PageSize, token: input.Marker, usual: 400 });
    const zoneOf = (subnet: string) => call.region.subnets[subnet]?.zone;
    return { LoadBalancers: items.map((one) => view(one, zoneOf)), NextMarker: next };
  },
};
