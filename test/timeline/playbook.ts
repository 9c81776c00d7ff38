import { flag, instanceId, interfaceId, list, roleName, snapshotId, text } from '../../src/fields/index.ts';
import {
  type AnyPlaybook,
  changes,
  definePlaybook,
  destroys,
  hours,
  holds,
  keeps,
  looks,
  minutes,
  seconds,
} from '../../src/language/index.ts';
import { planOf } from '../../src/plan/index.ts';

const nothing = () => Promise.resolve({});
const never = () => Promise.resolve(undefined);
const named = <A extends object>(id: string, action: A): A => ({ ...action, id });

const find = named(
  'ec2.find',
  looks({
    title: 'Find',
    calls: ['ec2:DescribeInstances'],
    input: { instanceId: instanceId('The instance') },
    output: { interfaceIds: list(interfaceId('Interfaces')), roleName: roleName('Its role') },
    run: () => Promise.resolve({ interfaceIds: [], roleName: '' }),
  }),
);
const snapshot = named(
  'ec2.snapshot',
  keeps({
    title: 'Snapshot',
    calls: ['ec2:CreateSnapshots'],
    input: { instanceId: instanceId('The instance') },
    output: { snapshotIds: list(snapshotId('Snapshots')) },
    find: never,
    run: () => Promise.resolve({ snapshotIds: [] }),
  }),
);
const isolate = named(
  'ec2.isolate',
  changes({
    title: 'Isolate',
    noun: 'network',
    calls: ['ec2:ModifyNetworkInterfaceAttribute'],
    releaseCalls: ['ec2:ModifyNetworkInterfaceAttribute'],
    input: { interfaceId: interfaceId('The interface') },
    output: {},
    state: { groups: list(text('Groups')) },
    see: () => Promise.resolve({ groups: [] }),
    run: nothing,
    verify: () => holds(),
    release: () => Promise.resolve(),
  }),
);
const deny = named(
  'iam.deny',
  changes({
    title: 'Deny',
    noun: 'credentials',
    calls: ['iam:PutRolePolicy'],
    releaseCalls: ['iam:DeleteRolePolicy'],
    input: { roleName: roleName('The role') },
    output: {},
    state: { policy: flag('Is the policy there?') },
    see: () => Promise.resolve({ policy: false }),
    run: nothing,
    verify: () => holds(),
    release: () => Promise.resolve(),
  }),
);
const keepConsole = named(
  'ec2.console',
  keeps({
    title: 'Console',
    calls: ['ec2:GetConsoleOutput'],
    input: { instanceId: instanceId('The instance') },
    output: {},
    find: never,
    run: nothing,
  }),
);
const review = named(
  'cloudtrail.review-activity',
  looks({
    title: 'Review',
    calls: ['cloudtrail:LookupEvents'],
    input: { instanceId: instanceId('The instance') },
    output: {},
    run: nothing,
  }),
);
const terminate = named(
  'ec2.terminate',
  destroys({
    title: 'Terminate',
    because: 'an instance that is terminated is gone',
    calls: ['ec2:TerminateInstances'],
    input: { instanceId: instanceId('The instance') },
    output: {},
    gone: () => Promise.resolve(false),
    run: nothing,
  }),
);

/** A playbook with one of everything, for journals that are written by hand. */
const playbook = definePlaybook({
  id: 'compromised-fixture',
  title: 'Compromised instance',
  useWhen: 'never: it is a fixture',
  target: 'instanceId',
  asks: { instanceId: instanceId('Which instance?'), ticket: text('Which ticket?') },
  steps({ instanceId: target }, { phase, step, each, together, approval, byHand }) {
    phase('isolate');
    const found = step('Read the instance', find, { instanceId: target });
    together({
      evidence: () => step('Request snapshots', snapshot, { instanceId: target }),
      console: () => step('Keep the console output', keepConsole, { instanceId: target }, { optional: true }),
    });
    each('interfaces', found.interfaceIds, (id) =>
      step('Move the interface into the isolation group', isolate, { interfaceId: id }),
    );
    phase('revoke');
    const all = approval('role-wide', {
      question: 'Deny every session of the role?',
      shows: [found.roleName],
      within: minutes(10),
      onTimeout: 'hold',
    });
    step('Deny the sessions of the role', deny, { roleName: found.roleName }, { behind: all });
    byHand('ask-owner', {
      instruction: 'Ask the owner what breaks',
      proof: { answer: text('What did they say?') },
      within: hours(1),
    });
    phase('assess');
    step('Review what it did', review, { instanceId: target }, { atMost: seconds(30) });
    step('Review what it did, later', review, { instanceId: target });
    phase('recover');
    const gone = approval('terminate', {
      question: 'Terminate the instance?',
      within: hours(8),
      onTimeout: 'stop',
    });
    step('Terminate the instance', terminate, { instanceId: target }, { behind: gone });
  },
});
export const plan = planOf(playbook as unknown as AnyPlaybook);
