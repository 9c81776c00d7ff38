import { flag, list, record, text } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';

const alarm = record('An alarm', { name: text('Its name'), acts: flag('Does it act?') }, 'name');
/** So many names fit into one request (CloudWatch API). */
const MOST = 100;

/** The alarms go on measuring and showing; only what they would do is switched off. */
export const silenceAlarms = changes({
  title: 'Switch the actions of alarms off',
  noun: 'evidence',
  calls: ['cloudwatch:DescribeAlarms', 'cloudwatch:DisableAlarmActions'],
  releaseCalls: ['cloudwatch:EnableAlarmActions'],
  input: { alarms: list(text('The alarms')) },
  output: {},
  state: { alarms: list(alarm) },
  async see(aws, { alarms }) {
    const { MetricAlarms = [] } = await aws('cloudwatch:DescribeAlarms', { AlarmNames: alarms.slice(0, MOST) });
    return {
      alarms: MetricAlarms.map(({ AlarmName = '', ActionsEnabled = true }) => ({
        name: AlarmName,
        acts: ActionsEnabled,
      })),
    };
  },
  async run(aws, { alarms }) {
    await aws('cloudwatch:DisableAlarmActions', { AlarmNames: alarms.slice(0, MOST) });
    return {};
  },
  verify(_, { alarms }, __, now) {
    const acting = now.alarms.filter(({ acts }) => acts).map(({ name }) => name);
    if (acting.length > 0) return doesNotHold(`${acting.join(', ')} would still act`);
    if (alarms.length > MOST) return doesNotHold(`${alarms.length - MOST} of ${alarms.length} alarms were left alone`);
    return holds(`${alarms.length} alarms do nothing`);
  },
  async release(aws, _, before) {
    const acted = before.alarms.filter(({ acts }) => acts).map(({ name }) => name);
    if (acted.length > 0) await aws('cloudwatch:EnableAlarmActions', { AlarmNames: acted });
  },
});
