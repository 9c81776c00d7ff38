// What must not compile. Checked by `npm run types`: an `@ts-expect-error` above a line that does compile is an error.
// test/types/refusals.test.ts proves that they are counted.
import { groupId, instanceId, list, maybe, roleName, text, vpcId } from '../../src/fields/index.ts';
import { changes, definePlaybook, destroys, holds, keeps, looks, minutes } from '../../src/language/index.ts';

const describe = looks({
  title: 'Read the instance',
  calls: ['ec2:DescribeInstances'],
  input: { instanceId: instanceId('Instance') },
  output: {
    vpcId: vpcId('VPC'),
    roleName: maybe(roleName('Role')),
    state: text('State'),
    groups: list(groupId('Group')),
  },
  run: () => Promise.resolve({ vpcId: 'vpc-0ab12cd34ef567890', state: 'running', groups: [] }),
});
const makeGroup = keeps({
  title: 'Make a group',
  calls: ['ec2:CreateSecurityGroup', 'ec2:DescribeSecurityGroups'],
  input: { vpcId: vpcId('VPC') },
  output: { groupId: groupId('Group') },
  find: () => Promise.resolve(undefined),
  run: () => Promise.resolve({ groupId: 'sg-0ab12cd34ef567890' }),
});
const deny = changes({
  title: 'Deny the sessions of a role',
  noun: 'credentials',
  calls: ['iam:GetRolePolicy', 'iam:PutRolePolicy'],
  releaseCalls: ['iam:DeleteRolePolicy'],
  input: { roleName: roleName('Role') },
  output: {},
  state: { policy: maybe(text('Policy')) },
  see: () => Promise.resolve({}),
  run: () => Promise.resolve({}),
  verify: () => holds(),
  release: () => Promise.resolve(),
});
const terminate = destroys({
  title: 'Terminate',
  because: 'memory and instance store are gone',
  calls: ['ec2:TerminateInstances', 'ec2:DescribeInstances'],
  input: { instanceId: instanceId('Instance') },
  output: {},
  gone: () => Promise.resolve(false),
  run: () => Promise.resolve({}),
});

// --- actions ---

// @ts-expect-error 1 a look may not write
looks({ title: '', calls: ['ec2:CreateSnapshots'], input: {}, output: {}, run: () => Promise.resolve({}) });

looks({
  title: '',
  calls: ['ec2:DescribeInstances'],
  input: {},
  output: {},
  run: async (aws) => {
    // @ts-expect-error 2 a call that was not declared
    await aws('ec2:DescribeVolumes', {});
    return {};
  },
});

// @ts-expect-error 3 a change without a release
changes({ title: '', noun: '', calls: ['ec2:CreateSnapshots'], releaseCalls: [], input: {}, output: {}, state: {}, see: () => Promise.resolve({}), run: () => Promise.resolve({}), verify: () => holds() }); // prettier-ignore

// @ts-expect-error 4 a misspelt call
looks({ title: '', calls: ['ec2:DescribeInstance'], input: {}, output: {}, run: () => Promise.resolve({}) });

// @ts-expect-error 5 an output that is not returned
looks({ title: '', calls: ['ec2:DescribeInstances'], input: {}, output: { a: text('a') }, run: () => Promise.resolve({}) }); // prettier-ignore

// --- playbooks ---

definePlaybook({
  id: 'x',
  title: 'x',
  useWhen: 'x',
  target: 'instanceId',
  asks: { instanceId: instanceId('?') },
  steps({ instanceId: target }, { phase, step, approval, each, when, together }) {
    // @ts-expect-error 6 an unknown phase
    phase('contain');
    const found = step('a', describe, { instanceId: target });
    // @ts-expect-error 7 no such output
    step('b', makeGroup, { vpcId: found.vpc });
    // @ts-expect-error 8 an id of the wrong kind
    step('c', makeGroup, { vpcId: target });
    // @ts-expect-error 9 a missing input
    step('d', makeGroup, {});
    // @ts-expect-error 10 an input too many
    step('e', makeGroup, { vpcId: found.vpcId, zone: 'a' });
    // @ts-expect-error 11 the role may be missing, and nothing says to skip
    step('f', deny, { roleName: found.roleName });
    // @ts-expect-error 12 used before its step
    step('g', makeGroup, { vpcId: later.vpcId });
    const later = step('h', describe, { instanceId: target });
    // @ts-expect-error 13 compared before it exists
    if (found.state === 'running') return;

    // @ts-expect-error 14 nothing is destroyed without a gate
    step('i', terminate, { instanceId: target });
    // @ts-expect-error 15 a gate must be named
    step('j', terminate, { instanceId: target }, { atMost: minutes(1) });
    // @ts-expect-error 16 a step is not a gate
    step('k', terminate, { instanceId: target }, { behind: found });
    const gate = approval('terminate', { question: '?', within: minutes(10), onTimeout: 'hold' });
    // @ts-expect-error 17 a gate is not something that a step needs
    step('l', describe, { instanceId: target }, { needs: [gate] });
    // @ts-expect-error 18 a literal id of the wrong kind
    step('m', describe, { instanceId: 'vpc-0ab12cd34ef567890' });
    // @ts-expect-error 19 a list where one is wanted
    step('n', makeGroup, { vpcId: found.groups });
    // @ts-expect-error 20 a fan-out over one thing
    each('o', found.vpcId, () => found);
    // @ts-expect-error 21 a value that can never be
    when('p', found.state.is(3), () => found);
    const { one } = together({ one: () => step('q', describe, { instanceId: target }), two: () => undefined });
    // @ts-expect-error 22 a branch that hands back nothing has no outputs
    step('r', makeGroup, { vpcId: one.groups });
    const perhaps = when('s', found.roleName.missing(), () => step('t', describe, { instanceId: target }));
    // @ts-expect-error 23 what stands in a `when` may be missing
    step('u', makeGroup, { vpcId: perhaps.vpcId });

    // What must compile, beside its refused brother.
    step('f2', deny, { roleName: found.roleName.orSkip });
    step('i2', terminate, { instanceId: target }, { behind: gate, needs: [later] });
    step('u2', makeGroup, { vpcId: perhaps.vpcId.orSkip });
    step('r2', makeGroup, { vpcId: one.vpcId });
  },
});

definePlaybook({
  id: 'y',
  title: 'y',
  useWhen: 'y',
  // @ts-expect-error 24 the target is one of the questions
  target: 'volumeId',
  asks: { instanceId: instanceId('?') },
  steps: () => undefined,
});
