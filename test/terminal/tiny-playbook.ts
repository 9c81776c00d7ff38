import { instanceId, interfaceId, list, roleName, text } from '../../src/fields/index.ts';
import {
  type Action,
  type AnyPlaybook,
  changes,
  definePlaybook,
  destroys,
  holds,
  keeps,
  type Kind,
  looks,
  minutes,
} from '../../src/language/index.ts';
import type { Shape } from '../../src/fields/index.ts';
import { planOf } from '../../src/plan/index.ts';

const named = <K extends Kind, I extends Shape, O extends Shape>(id: string, action: Action<K, I, O>) => ({
  ...action,
  id,
});
const find = named(
  'ec2.find-instance',
  looks({
    title: 'Read the instance',
    calls: ['ec2:DescribeInstances'],
    input: { instanceId: instanceId('Instance') },
    output: { interfaces: list(interfaceId('Interface')), roleName: roleName('Role'), name: text('Name') },
    run: () => Promise.resolve({ interfaces: [], roleName: 'web', name: '' }),
  }),
);
const snapshot = named(
  'ec2.request-snapshots',
  keeps({
    title: 'Request snapshots',
    calls: ['ec2:CreateSnapshots', 'ec2:DescribeSnapshots'],
    input: { instanceId: instanceId('Instance') },
    output: {},
    find: () => Promise.resolve(undefined),
    run: () => Promise.resolve({}),
  }),
);
const isolate = named(
  'ec2.isolate-interface',
  changes({
    title: 'Move the interface into the isolation group',
    noun: 'network',
    calls: ['ec2:DescribeNetworkInterfaces', 'ec2:ModifyNetworkInterfaceAttribute'],
    releaseCalls: ['ec2:ModifyNetworkInterfaceAttribute'],
    input: { interfaceId: interfaceId('Interface') },
    output: {},
    state: {},
    see: () => Promise.resolve({}),
    run: () => Promise.resolve({}),
    verify: () => holds(),
    release: () => Promise.resolve(),
  }),
);
const deny = named(
  'iam.deny-sessions',
  changes({
    title: 'Deny the sessions of a role',
    noun: 'credentials',
    calls: ['iam:PutRolePolicy'],
    releaseCalls: ['iam:DeleteRolePolicy'],
    input: { roleName: roleName('Role') },
    output: {},
    state: {},
    see: () => Promise.resolve({}),
    run: () => Promise.resolve({}),
    verify: () => holds(),
    release: () => Promise.resolve(),
  }),
);
const terminate = named(
  'ec2.terminate',
  destroys({
    title: 'Terminate',
    because: 'memory and instance store are gone',
    calls: ['ec2:TerminateInstances', 'ec2:DescribeInstances'],
    input: { instanceId: instanceId('Instance') },
    output: {},
    gone: () => Promise.resolve(false),
    run: () => Promise.resolve({}),
  }),
);

/** One of everything that a screen can show: a look, a keep, a fan-out of changes, two gates, a by-hand step. */
export const tinyPlaybook = definePlaybook({
  id: 'tiny',
  title: 'Tiny instance',
  useWhen: 'A tiny instance does what it should not',
  target: 'instanceId',
  asks: { instanceId: instanceId('Which instance is compromised?') },
  steps({ instanceId: target }, { phase, step, each, approval, byHand, together }) {
    phase('isolate');
    const found = step('Find the instance', find, { instanceId: target });
    together({
      keep: () => step('Request snapshots', snapshot, { instanceId: target }, { optional: true }),
      isolate: () =>
        each('nics', found.interfaces, (nic) => step('Isolate the interface', isolate, { interfaceId: nic })),
    });
    byHand('show-gone', {
      instruction: 'Show that no connection is left',
      proof: { seen: text('What did you see?') },
      shows: [found.interfaces],
      within: minutes(30),
    });
    phase('revoke');
    const sharing = approval('deny-role', {
      question: 'Deny every session of the role?',
      shows: [found.roleName],
      within: minutes(10),
      onTimeout: 'hold',
    });
    step('Deny the role’s sessions', deny, { roleName: found.roleName }, { behind: sharing });
    phase('recover');
    const gate = approval('terminate', {
      question: 'Terminate the instance?',
      shows: [found.name],
      within: minutes(10),
      onTimeout: 'hold',
    });
    step('Terminate the instance', terminate, { instanceId: target }, { behind: gate });
  },
});
export const tinyPlan = planOf(tinyPlaybook as unknown as AnyPlaybook);
