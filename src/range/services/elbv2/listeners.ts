import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { modeled } from '../../wire/error.ts';
import type { Listener, LoadBalancer } from '../../world/fleet.ts';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { ListenerNotFoundException$, LoadBalancerNotFoundException$ } from './errors.ts';

const view = ({ arn }: LoadBalancer, one: Listener): elbv2.Listener => ({
  ListenerArn: one.arn,
  LoadBalancerArn: arn,
  Port: one.port,
  Protocol: one.protocol,
  ...(one.certificateArn && { Certificates: [{ CertificateArn: one.certificateArn }] }),
  DefaultActions: [{ Type: 'forward', TargetGroupArn: one.targetGroupArn, Order: 1 }],
});

export const listeners: Handlers<typeof elbv2> = {
  DescribeListeners: (input, call) => {
    const { LoadBalancerArn: balancer, ListenerArns: arns, PageSize: max, Marker: token } = input;
    if (balancer !== undefined && !call.region.loadBalancers[balancer])
      throw modeled(LoadBalancerNotFoundException$, `Load balancer '${balancer}' not found`);
    const all = Object.values(call.region.loadBalancers).flatMap((one) =>
      (one.listeners ?? []).map((listener) => view(one, listener)),
    );
    const found = all.filter(
      ({ LoadBalancerArn, ListenerArn = '' }) =>
        (balancer ?? LoadBalancerArn) === LoadBalancerArn && (!arns?.length || arns.includes(ListenerArn)),
    );
    if (arns?.length && found.length < arns.length)
      throw modeled(ListenerNotFoundException$, 'One or more listeners not found');
    const { items, next } = page(call, found, { max, token, usual: 100 });
    return { Listeners: items, NextMarker: next };
  },
};
