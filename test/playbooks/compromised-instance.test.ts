import { expect, test } from 'vitest';
import playbook from '../../playbooks/compromised-instance.ts';
import { type AnyPlaybook, seconds } from '../../src/language/index.ts';
import { hashOf, type Plan, planOf, type PlanNode, type StepNode, walk } from '../../src/plan/index.ts';

const plan: Plan = planOf(playbook as unknown as AnyPlaybook);
const steps: readonly StepNode[] = [...walk(plan.nodes)].filter((node) => node.kind === 'step');
const of = (action: string): StepNode => {
  const found = steps.find((step) => step.action === action);
  if (!found) throw new Error(`${action} is not in the plan`);
  return found;
};
const has = (nodes: readonly PlanNode[], action: string): boolean =>
  [...walk(nodes)].some((one) => 'action' in one && one.action === action);
/** Where a step stands among nodes that follow each other: what a later one waits for. */
const turnOf = (action: string, nodes: readonly PlanNode[] = plan.nodes): number =>
  nodes.findIndex((node) => has([node], action));
/** What goes on at the same time once the target has been read: containing it is one branch among others. */
const beside = plan.nodes[1]?.kind === 'together' ? plan.nodes[1].branches : {};
const dark = beside['dark'] ?? [];

test('the plan is plain JSON, and the same each time', () => {
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  expect(hashOf(planOf(playbook as unknown as AnyPlaybook))).toBe(hashOf(plan));
});
test('what decides the rest is read at once, right after the instance, and each guard waits for its own look alone', () => {
  expect(turnOf('ec2.describe-instance')).toBe(0);
  for (const action of [
    'iam.find-role',
    'ec2.trace-paths',
    'elasticloadbalancing.find-targets',
    'ssm.find-agent',
    'cloudwatch.find-alarms',
    'autoscaling.find-group',
  ])
    expect({ action, turn: turnOf(action, dark), does: of(action).does }).toEqual({ action, turn: 0, does: 'looks' });
  const branches = dark[0]?.kind === 'together' ? Object.values(dark[0].branches) : [];
  const first = branches.map((nodes) => nodes[0]).filter((node) => node?.kind === 'step');
  expect(first).toHaveLength(6);
  for (const node of first) expect(node).toMatchObject({ does: 'looks' });
});
test('isolation waits for its group, its guards and volatile data, and for nothing else', () => {
  for (const action of [
    'ec2.make-isolation-group',
    'cloudwatch.silence-alarms',
    'autoscaling.hold-instance',
    'ssm.capture-volatile',
  ])
    expect({ action, turn: turnOf(action, dark) }).toEqual({ action, turn: 0 });
  for (const action of [
    'ec2.isolate-interface',
    'iam.deny-instance-sessions',
    'ec2.detach-address',
    'elasticloadbalancing.deregister-target',
  ])
    expect({ action, turn: turnOf(action, dark) }).toEqual({ action, turn: 1 });
  expect(turnOf('ec2.isolate-strays', dark)).toBe(2);
  expect(turnOf('ec2.cut-connections', dark)).toBe(3);
});
test('other evidence and protections go on beside it', () => {
  const others = Object.entries(beside).flatMap(([name, nodes]) => (name === 'dark' ? [] : nodes));
  for (const action of [
    'ec2.snapshot-volumes',
    'ec2.lock-snapshots',
    'ec2.protect-termination',
    'ec2.stop-on-shutdown',
    'ec2.keep-volumes',
    'ssm.end-sessions',
    'ec2.read-console',
  ])
    expect({ action, beside: has(others, action), before: has(dark, action) }).toEqual({
      action,
      beside: true,
      before: false,
    });
});
test('nothing before isolation may take longer than 20 s in a critical case, and guards no longer than 10 s', () => {
  const slow = steps
    .filter(({ does }) => does === 'keeps')
    .filter(({ action }) => ['ec2.snapshot-volumes', 'ssm.capture-volatile'].includes(action))
    .map(({ atMost }) => ('critical' in atMost ? atMost.critical : atMost));
  expect(slow).toEqual([seconds(20), seconds(20)]);
  for (const action of ['cloudwatch.silence-alarms', 'autoscaling.hold-instance'])
    expect(of(action).atMost).toEqual(seconds(10));
});
test('only evidence may be given up in a late case: no change is optional', () => {
  expect(steps.filter(({ optional, does }) => optional && does === 'changes')).toEqual([]);
  for (const action of ['ec2.snapshot-volumes', 'ssm.capture-volatile']) expect(of(action).optional).toBe(true);
});
test('no containing step waits for evidence', () => {
  const contains = steps.filter(({ does, phase }) => does === 'changes' && phase === 'isolate');
  const keeps = steps.filter(({ does }) => does === 'keeps').map(({ id }) => id);
  expect(contains.length).toBeGreaterThan(8);
  for (const step of contains)
    for (const keep of keeps) expect(JSON.stringify([step.values, step.needs])).not.toContain(`"${keep}.`);
});
test('what hits others stands behind one approval that counts them, and nothing else that contains waits', () => {
  const behind = steps.filter((step) => step.behind !== undefined).map(({ action, behind: gate }) => [action, gate]);
  expect(behind).toEqual([
    ['ec2.disable-metadata', 'take-the-role-away'],
    ['ec2.remove-profile', 'take-the-role-away'],
    ['iam.revoke-role-sessions', 'take-the-role-away'],
    ['ec2.terminate-instance', 'terminate'],
  ]);
  const gates = [...walk(plan.nodes)].filter((node) => node.kind === 'approval');
  expect(gates.map(({ id, hits, onTimeout }) => ({ id, hits, onTimeout }))).toEqual([
    { id: 'take-the-role-away', hits: 'count-who-else-uses-the-role.others', onTimeout: 'hold' },
    { id: 'terminate', hits: undefined, onTimeout: 'hold' },
  ]);
});
test('the role-wide revoke does not wait for what it can do without: a failed removal leaves it unproven', () => {
  const { values, needs } = of('iam.revoke-role-sessions');
  expect(needs).toEqual([]);
  expect(JSON.stringify(values)).not.toMatch(/metadata|profile-off/);
});
test('termination takes completed snapshots, and comes last of what is done to the instance', () => {
  const terminate = of('ec2.terminate-instance');
  expect(terminate.values['completed']).toEqual({ $ref: `${of('ec2.await-snapshots').id}.completed` });
  expect(terminate.phase).toBe('recover');
  expect(turnOf('ec2.terminate-instance')).toBeGreaterThan(turnOf('ec2.await-snapshots'));
});
test('a person shows that connections are gone only where the step can’t', () => {
  const left = [...walk(plan.nodes)].find((node) => node.kind === 'when' && node.id === 'connections-left');
  const cut = of('ec2.cut-connections').id;
  expect(left).toMatchObject({ condition: { ref: `${cut}.proven`, is: false }, body: [{ proves: cut }] });
});
