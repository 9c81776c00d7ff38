import { networkInterface, volume } from '../build/instance.ts';
import { subnet } from '../build/network.ts';
import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

export const twoInterfacesThreeVolumes: Scenario = {
  ...base,
  id: 'two-interfaces-three-volumes',
  title: 'The gateway has a second interface and a third volume',
  teaches: 'groups are swapped on each interface, never on the instance; every volume is kept',
  build(site) {
    const made = attackedGateway(site);
    const inner = subnet(site, made.vpc, 'moltbot-bedrock-admin-a', '10.0.9.0/24');
    const wish = { name: 'prod-gateway', subnet: inner, groups: [made.group], privateIp: '10.0.9.23' };
    networkInterface(site, made.instance.id, 1, wish);
    volume(site, made.instance, '/dev/sdg', 100, { Name: 'prod-gateway-archive' });
    return [targetOf(site, made)];
  },
};
