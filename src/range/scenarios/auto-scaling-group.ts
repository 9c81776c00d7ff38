import { loadBalancer, scalingGroup } from '../build/balancing.ts';
import { agent } from '../build/agent.ts';
import { instance, volume } from '../build/instance.ts';
import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

export const autoScalingGroup: Scenario = {
  ...base,
  id: 'auto-scaling-group',
  title: 'The instance is a member of a group with ELB health checks',
  teaches: 'isolated without a guard it is replaced, evidence and all (T5): standby and drain come first',
  build(site) {
    const made = attackedGateway(site);
    const twin = {
      name: 'prod-gateway',
      subnet: made.subnet,
      groups: [made.group],
      privateIp: '10.0.1.24',
      profile: 'moltbot-role',
    };
    const second = instance(site, twin);
    volume(site, second, '/dev/sda1', 30, { Name: 'prod-gateway-root' });
    agent(site, second, { role: 'moltbot-role' });
    const targets = loadBalancer(site, made, 'moltbot-alb', [made.instance.id, second.id]);
    scalingGroup(site, made, 'moltbot-asg', targets);
    return [targetOf(site, made)];
  },
};
