import { distribution, publicBalancer } from '../build/fronts.ts';
import { PUBLIC_IP, tokenHost } from '../build/token-host/host.ts';
import { nginxFiles } from '../build/token-host/nginx.ts';
import { tailnet } from '../build/token-host/tailnet.ts';
import { attacks } from '../build/token-host/use.ts';
import { targetOf } from './base.ts';
import { current, leakedTokenBase } from './leaked-token-base.ts';
import type { Scenario } from './scenario.ts';

const PORT = 18_789;

export const severalDoors: Scenario = {
  ...leakedTokenBase,
  id: 'several-doors',
  title: 'A load balancer, CloudFront, nginx and a tailnet lead to one gateway',
  teaches: 'every door is tried from outside; one can’t be, and stays unproven until a person has looked',
  build(site) {
    const made = tokenHost(site, {
      main: current,
      ports: [443],
      more: nginxFiles(PORT),
      programs: ['nginx', 'tailscale'],
      tailscale: tailnet(PORT),
    });
    const balancer = publicBalancer(site, made, 'openclaw-alb');
    // The balancer's group may come in on the gateway's port; nobody else may.
    const [own = ''] = balancer.groups;
    const rule = {
      id: 'sgr-0000000000000alb0',
      egress: false,
      protocol: 'tcp',
      from: PORT,
      to: PORT,
      groupId: own,
      tags: {},
    };
    made.group.rules.push(rule);
    const domain = distribution(site, balancer.dnsName, 'openclaw dashboard');
    const stack = site.region.stacks[made.stackName];
    if (stack) stack.outputs['CloudFrontURL'] = `https://${domain}`;
    const [{ secret }] = made.installations;
    const doors = [`https://${PUBLIC_IP}`, `http://${balancer.dnsName}`, `https://${domain}`];
    attacks(site, doors, { token: secret, device: made.devices.attackersToken });
    return [targetOf(site, made)];
  },
};
