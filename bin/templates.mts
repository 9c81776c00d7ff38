const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const words = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;

export const KINDS = ['looks', 'keeps', 'changes', 'destroys'] as const;
export type Kind = (typeof KINDS)[number];

/** What an action of each kind has besides `run`. Everything that says TODO fails the metalint until it is said. */
const PARTS: Readonly<Record<Kind, string>> = {
  looks: `async run(aws, { instanceId: id }) {
    await aws('ec2:DescribeInstances', { InstanceIds: [id] });
    return {};
  },`,
  keeps: `/** What an earlier attempt made, by its tags: the case and the step. */
  find: () => Promise.resolve(undefined),
  run: () => Promise.resolve({}),`,
  changes: `noun: 'TODO what it contains',
  state: {},
  releaseCalls: [],
  see: () => Promise.resolve({}),
  run: () => Promise.resolve({}),
  verify: () => unproven('TODO nothing was read back', 'aws-read'),
  release: () => Promise.resolve(),`,
  destroys: `because: 'TODO',
  gone: () => Promise.resolve(false),
  run: () => Promise.resolve({}),`,
};

/** A new action: \`src/actions/<service>/<name>.ts\`. */
export const actionText = (name: string, kind: Kind): string => `import { instanceId } from '../../fields/index.ts';
import { ${kind}${kind === 'changes' ? ', unproven' : ''} } from '../../language/index.ts';

/** TODO: what it is for, what can go wrong, and the source of every fact about AWS. */
export const ${camel(name)} = ${kind}({
  title: '${words(name)}',
  calls: ['ec2:DescribeInstances'],
  input: { instanceId: instanceId('The instance') },
  output: {},
  ${PARTS[kind]}
});
`;

export const actionTestText = (service: string, name: string): string => `import { expect, test } from 'vitest';
import { ${camel(service)} } from '../../../src/actions/index.ts';

// src/actions/${service}/${name}.ts
test('TODO: say what it does to AWS as a sentence', () => {
  expect(${camel(service)}.${camel(name)}.title).toBe('TODO: compare all that the range saw');
});
`;

/** A new playbook: \`playbooks/<id>.ts\`. */
export const playbookText = (id: string): string => `import { ec2 } from '../src/actions/index.ts';
import { instanceId } from '../src/fields/index.ts';
import { definePlaybook } from '../src/language/index.ts';

export default definePlaybook({
  id: '${id}',
  title: '${words(id)}',
  useWhen: 'TODO: when to use it, in one line',
  target: 'instanceId',
  asks: { instanceId: instanceId('Which instance is it about?') },
  steps({ instanceId: target }, { phase, step }) {
    phase('isolate');
    step('Read the instance', ec2.describeInstance, { instanceId: target });
  },
});
`;
