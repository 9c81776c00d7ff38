import { list, record, text } from '../../src/fields/index.ts';
import {
  type AnyPlaybook,
  changes,
  definePlaybook,
  holds,
  looks,
  minutes,
  type Runbook,
} from '../../src/language/index.ts';

export const thing = text('Thing');
const nic = record('Interface', { id: text('Id'), groups: list(text('Group')) }, 'id');
export const look = {
  ...looks({
    title: 'Look',
    calls: ['ec2:DescribeInstances'],
    input: { thing },
    output: { names: list(text('Name')), nics: list(nic), main: nic, one: text('One') },
    run: () => Promise.resolve({ names: [], nics: [], main: { id: '', groups: [] }, one: '' }),
  }),
  id: 'test.look',
};
export const setWith = (more: { readonly noun?: string; readonly state?: 'old' | 'new' } = {}) => ({
  ...changes({
    title: 'Set',
    noun: more.noun ?? 'network',
    calls: ['ec2:DescribeInstances', 'ec2:CreateSnapshot'],
    releaseCalls: [],
    input: { thing },
    output: { set: list(text('Set')) },
    state: more.state === 'new' ? { value: text('Value'), more: text('More') } : { value: text('Value') },
    see: () => Promise.resolve({ value: '' }) as never,
    run: () => Promise.resolve({ set: [] }),
    verify: () => holds(),
    release: () => Promise.resolve(),
  }),
  id: 'test.set',
});
export const set = setWith();
export const book = (steps: (runbook: Runbook) => void, id = 'test', title = 'Test'): AnyPlaybook =>
  definePlaybook({
    id,
    title,
    useWhen: 'never',
    asks: { target: thing },
    target: 'target',
    steps: (_, runbook) => steps(runbook),
  }) as unknown as AnyPlaybook;
export const within = minutes(1);
