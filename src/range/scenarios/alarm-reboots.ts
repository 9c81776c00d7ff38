import { rebootAlarm } from '../build/balancing.ts';
import { attackedGateway, base, targetOf } from './base.ts';
import type { Scenario } from './scenario.ts';

export const alarmReboots: Scenario = {
  ...base,
  id: 'alarm-reboots',
  title: 'A status alarm reboots the instance when it fails its checks',
  teaches: 'isolation can destroy memory by way of an alarm: its actions go off first',
  build(site) {
    const made = attackedGateway(site);
    rebootAlarm(site, made.instance.id, 'moltbot-bedrock-instance-status');
    return [targetOf(site, made)];
  },
};
