/** What may stand in front of an instance: a load balancer with a group of its own, a CloudFront distribution. */
import { pick } from '../world/ids.ts';
import type { LoadBalancer } from '../world/fleet.ts';
import { loadBalancer } from './balancing.ts';
import type { Gateway } from './gateway.ts';
import { securityGroup, tcpFrom } from './network.ts';
import { days, type Site } from './site.ts';

/** Open to the internet on port 80; the instance's group lets it in on the gateway's port. */
export function publicBalancer(site: Site, made: Gateway, name: string): LoadBalancer {
  const own = securityGroup(site, made.vpc, `${name}-public`, 'Load balancer', [tcpFrom(80, '0.0.0.0/0')]);
  const group = loadBalancer(site, made, name, [made.instance.id], [own.id]);
  const [arn = ''] = group.loadBalancerArns;
  const balancer = site.region.loadBalancers[arn];
  if (!balancer) throw new Error(`no load balancer ${arn}`);
  return balancer;
}

/** Returns its domain. */
export function distribution({ world, account, now }: Site, origin: string, comment: string): string {
  const id = `E${pick(world, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 13)}`;
  const domain = `d${pick(world, 'abcdefghijklmnopqrstuvwxyz0123456789', 13)}.cloudfront.net`;
  account.distributions = {
    ...account.distributions,
    [id]: {
      id,
      arn: `arn:aws:cloudfront::${account.id}:distribution/${id}`,
      domain,
      aliases: [],
      comment,
      enabled: true,
      origin: { id: 'gateway', domain: origin, port: 80 },
      modifiedAt: now - days(60),
    },
  };
  return domain;
}
