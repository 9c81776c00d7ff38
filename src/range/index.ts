/**
 * The range: a simulated AWS that real SDK clients talk to over HTTP on loopback. See docs/range.md.
 * Services and their schemas are loaded only when a range starts, so that naming scenarios costs nothing.
 */
import type { Range, RangeOptions } from './options.ts';

export type { Range, RangeOptions } from './options.ts';
export type { AttackTally } from './attack/attack.ts';
export type { Knock, Knocked } from './doors/knock.ts';
export type { RangeInfo } from './info.ts';
export type { Control } from './control/control.ts';
export type { InstanceCredentials } from './control/credentials.ts';
export type { Fault, FaultHit, FaultKind } from './faults/fault.ts';
export { parseFault } from './faults/parse.ts';
export type { Entry } from './record/entry.ts';
export type { PersonAnswer, Scenario } from './scenarios/scenario.ts';
export { scenarioNames, scenarios } from './scenarios/index.ts';
export { RANGE_KEY_PREFIX, RANGE_SESSION_PREFIX } from './world/ids.ts';

/** Starts a range. It holds no process alive but its own server: `stop()` ends it. */
export async function startRange(options: RangeOptions): Promise<Range> {
  const { start } = await import('./range.ts');
  return start(options);
}

/** Every call that the range answers, as in a policy: `ec2:DescribeInstances`. */
export async function simulatedCalls(): Promise<string[]> {
  const services = await import('./services/index.ts');
  return services.simulatedCalls();
}
