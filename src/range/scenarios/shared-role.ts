import { instance, volume } from '../build/instance.ts';
import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

const OTHERS = 9;

export const sharedRole: Scenario = {
  ...base,
  id: 'shared-role',
  title: 'Nine other instances use the same role',
  teaches: "deny this instance's own sessions first; a role-wide deny is a person's decision, with the count shown",
  build(site) {
    const made = attackedGateway(site);
    for (let number = 1; number <= OTHERS; number += 1) {
      const name = `prod-worker-${number}`;
      const wish = {
        name,
        subnet: made.subnet,
        groups: [made.group],
        privateIp: `10.0.1.${50 + number}`,
        profile: 'moltbot-role',
      };
      volume(site, instance(site, wish), '/dev/sda1', 20, { Name: `${name}-root` });
    }
    return [targetOf(site, made)];
  },
};
