import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';
import { attacker } from '../control/people.ts';

export const interfaceAdded: Scenario = {
  ...base,
  id: 'interface-added',
  title: 'A second interface is attached right after the first was isolated',
  teaches: 'interfaces are listed again after the swap; one that appeared is isolated too',
  build: (site) => [targetOf(site, attackedGateway(site))],
  events: [
    {
      title: 'the attacker attaches a second interface',
      on: { operation: 'ModifyNetworkInterfaceAttribute', member: 'Groups' },
      act: (control, [target]) => target && control.attachInterface(target.instanceId, attacker),
    },
  ],
};
