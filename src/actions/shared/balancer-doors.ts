import type { Looking } from '../../aws/index.ts';
import type { ValueOf } from '../../fields/index.ts';
import { everyPage } from './every-page.ts';
import type { door } from './gateways.ts';
import { registrationsOf } from './targets.ts';

type Calls =
  | 'elasticloadbalancing:DescribeTargetGroups'
  | 'elasticloadbalancing:DescribeTargetHealth'
  | 'elasticloadbalancing:DescribeLoadBalancers'
  | 'elasticloadbalancing:DescribeListeners';

/** Listeners of the load balancers that send traffic to an instance, as addresses. */
export const balancerDoors = async (
  aws: Looking<Calls>,
  ids: readonly string[],
): Promise<readonly ValueOf<typeof door>[]> => {
  const registered = await registrationsOf(aws, ids);
  if (registered.length === 0) return [];
  const wanted = new Set(registered.map(({ targetGroupArn }) => targetGroupArn));
  const groups = await everyPage(
    (Marker) => aws('elasticloadbalancing:DescribeTargetGroups', Marker === undefined ? {} : { Marker }),
    (page) => page.TargetGroups,
    (page) => page.NextMarker,
  );
  const arns = [
    ...new Set(
      groups
        .filter(({ TargetGroupArn = '' }) => wanted.has(TargetGroupArn))
        .flatMap(({ LoadBalancerArns = [] }) => LoadBalancerArns),
    ),
  ];
  if (arns.length === 0) return [];
  const { LoadBalancers = [] } = await aws('elasticloadbalancing:DescribeLoadBalancers', { LoadBalancerArns: arns });
  const doors = await Promise.all(
    LoadBalancers.map(async ({ LoadBalancerArn = '', DNSName = '', Scheme, LoadBalancerName = '' }) => {
      const { Listeners = [] } = await aws('elasticloadbalancing:DescribeListeners', { LoadBalancerArn });
      return Listeners.map(({ Protocol = 'HTTP', Port = 80 }) => ({
        url: `${/^(HTTPS|TLS)$/.test(Protocol) ? 'https' : 'http'}://${DNSName.toLowerCase()}:${Port}`,
        kind: 'load balancer' as const,
        open: Scheme === 'internet-facing',
        why: `${LoadBalancerName} sends traffic to it`,
      }));
    }),
  );
  return doors.flat();
};
