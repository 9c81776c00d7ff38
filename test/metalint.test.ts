import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { playbooks } from '../playbooks/index.ts';
import { actions } from '../src/actions/index.ts';
import { iamNameOf, isAwsCall, isCall, operations } from '../src/aws/index.ts';
import type { Shape } from '../src/fields/index.ts';
import type { AnyAction } from '../src/language/index.ts';
import { planOf } from '../src/plan/index.ts';
import { simulatedCalls } from '../src/range/index.ts';
import { isRailwayCall } from '../src/railway/index.ts';
import { wordsOf } from '../src/railway/words.ts';
import { known } from './railway/answers.ts';
import { filesOf, importsOf, textOf } from './rooms.ts';

// Walks every action, so that a new one is held to all of this without anybody writing a test for it.
const iam = new Set(
  (JSON.parse(readFileSync(join(import.meta.dirname, 'data/iam-actions.json'), 'utf8')) as { actions: string[] })
    .actions,
);
const files = filesOf('src/actions/*/*.ts').filter((file) => !file.startsWith('src/actions/shared/'));
const fileOf = ({ id }: AnyAction): string => `src/actions/${id.replace('.', '/')}.ts`;
const callsOf = (action: AnyAction): readonly string[] =>
  action.kind === 'changes' ? [...action.calls, ...action.releaseCalls] : action.calls;
const shapesOf = (action: AnyAction): readonly Shape[] => [
  action.input,
  action.output,
  ...(action.kind === 'changes' ? [action.state] : []),
];

const simulated = new Set(await simulatedCalls());

/** What the railway program is started with for a call: its command, or for `api` the operation. */
const commandOf = (call: Parameters<typeof wordsOf>[0]): string => {
  const { args } = wordsOf(call, { id: '1', name: 'n', value: 'v', kind: 'http', deployment: 'd', lines: 1 });
  const [first = '', second = ''] = args;
  if (first === 'api') return `api ${/(?:query|mutation) (\w+)/.exec(second)?.[1] ?? ''}`;
  return ['variable', 'environment'].includes(first) ? `${first} ${second}` : first;
};
/** Words that a reference answers to itself, so that no value may have them for a name. */
const TAKEN = new Set(['is', 'missing', 'orSkip', 'then', 'toJSON']);
const namesIn = (shape: Shape): readonly string[] =>
  Object.entries(shape).flatMap(([name, field]) => [name, ...namesIn(field.members ?? field.item?.members ?? {})]);

/** The calls that a text makes: named in it, but neither in a declaration nor in a type. */
const madeIn = (text: string): readonly string[] => {
  const code = text
    .replace(/\b(calls|releaseCalls): \[[^\]]*\]/g, '')
    .replace(/\b(Aws|Looking|InputOf|OutputOf|Extract)<[^>]*>/g, '')
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  return [...new Set([...code.matchAll(/'([a-z0-9-]+:[A-Za-z][\w-]+)'/g)].map((match) => match[1] ?? ''))].filter(
    isCall,
  );
};
/** A file and the helpers of src/actions/shared that it stands on. */
const withHelpers = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  seen.add(file);
  for (const { to, is } of importsOf(file))
    if (to?.startsWith('src/actions/shared/') === true && is !== 'type' && !seen.has(to)) withHelpers(to, seen);
  return seen;
};

/** Changes that leave nothing to put back, each with its reason. */
const NOTHING_TO_RELEASE: Readonly<Record<string, string>> = {
  'ssm.end-sessions': 'an ended session is opened again by whoever may open one',
  'ssm.replace-copy': 'a leaked token is never put back',
  'gateway.revoke-devices': 'a device pairs again by itself',
  'gateway.scrub-copies': 'a leaked token is never put back',
  'gateway.reopen': 'it is as it was before the case',
  'railway.rotate-variables': 'a leaked token is never put back',
  'railway.redeploy': 'a deployment is only ever replaced by the next one',
  'railway.ask-every-door': 'what leaked is never let in again',
  'gateway.forget': 'what it removes was the case’s own',
};
const some = (access: 'read' | 'write', calls: readonly string[]): boolean =>
  calls.some((call) => isCall(call) && operations[call].access === access);
/** What an action of its kind must have, beyond what its type demands. */
const lackingIn = (action: AnyAction): readonly string[] => {
  const reads = some('read', action.calls);
  const must: Readonly<Record<string, boolean>> = {
    'a write, or the kind looks': some('write', action.calls) === (action.kind !== 'looks'),
    'a read, without which nothing is found, verified or known to be gone': reads,
    ...(action.kind === 'changes' && {
      'a noun that a verdict can name': /^[a-z]/.test(action.noun),
      ...(!(action.id in NOTHING_TO_RELEASE) && {
        'a state to save': Object.keys(action.state).length > 0,
        'a write that puts it back': some('write', action.releaseCalls),
      }),
    }),
    ...(action.kind === 'destroys' && { 'a reason in words': /\w+ \w+/.test(action.because) }),
  };
  return Object.keys(must).filter((what) => must[what] === false);
};

test('every file of src/actions is an action, and every action has a file', () => {
  expect(actions.length).toBeGreaterThan(15);
  expect(actions.map(fileOf).toSorted()).toEqual(files);
});
test('the reading of calls from source tells a call from a declaration, a type and a comment', () => {
  const text = `calls: ['ec2:DescribeVolumes', 'iam:GetRole'], x: Aws<'ec2:CreateSnapshots'> // 'ec2:LockSnapshot'
    aws('ec2:DescribeInstances', {})`;
  expect(madeIn(text)).toEqual(['ec2:DescribeInstances']);
});

test('every exception is one', () => {
  const released = actions.filter((action) => action.kind === 'changes' && action.releaseCalls.length > 0);
  expect(released.filter(({ id }) => id in NOTHING_TO_RELEASE)).toEqual([]);
});

describe.each(actions.map((action) => [action.id, action] as const))('%s', (_, action) => {
  test('says in words what it does', () => {
    expect(action.title).toMatch(/^[A-Z].*[^.]$/);
    for (const shape of shapesOf(action))
      for (const field of Object.values(shape)) expect(field.what).toMatch(/^[A-Z]/);
  });
  test('declares calls of the operations table, each once, and IAM knows them', () => {
    expect(action.calls.length).toBeGreaterThan(0);
    expect(new Set(action.calls).size).toBe(action.calls.length);
    expect(callsOf(action).filter((call) => !isCall(call))).toEqual([]);
    const needed = callsOf(action).flatMap((call) =>
      isAwsCall(call) ? [iamNameOf(call), ...operations[call].implies] : isCall(call) ? [] : [call],
    );
    expect(needed.filter((name) => !iam.has(name))).toEqual([]);
  });
  test('makes every call that it declares, and no other', () => {
    const made = new Set([...withHelpers(fileOf(action))].flatMap((file) => madeIn(textOf(file))));
    expect(callsOf(action).filter((call) => !made.has(call as never))).toEqual([]);
    expect(madeIn(textOf(fileOf(action))).filter((call) => !callsOf(action).includes(call))).toEqual([]);
  });
  test('has what its kind must have', () => {
    expect(lackingIn(action)).toEqual([]);
  });
  test('names no value with a word that a reference answers to', () => {
    expect(
      shapesOf(action)
        .flatMap(namesIn)
        .filter((name) => TAKEN.has(name)),
    ).toEqual([]);
  });
  test('can be rehearsed: the range, or the stand-in of the railway program, answers each of its calls', () => {
    const ofAws = callsOf(action).filter((call) => !isRailwayCall(call));
    expect(ofAws.filter((call) => !simulated.has(isCall(call) ? iamNameOf(call) : call))).toEqual([]);
    const ofRailway = callsOf(action).filter(isRailwayCall);
    expect(ofRailway.filter((call) => !known.includes(commandOf(call)))).toEqual([]);
  });
  test('is used by a playbook, or tested', () => {
    const used = playbooks.some((playbook) => action.id in planOf(playbook).actions);
    const tested = filesOf('test/actions/**/*.test.ts').some((file) => textOf(file).includes(fileOf(action)));
    expect(used || tested).toBe(true);
  });
});

describe('the railway program', () => {
  const calls = Object.keys(operations).filter(isRailwayCall);
  test('is never asked for what removes a deployment from the history, or makes a domain', () => {
    expect(calls.length).toBeGreaterThan(10);
    const firsts = calls.map((call) => commandOf(call));
    for (const never of ['down', 'domain', 'delete', 'volume', 'variable delete'])
      expect(firsts.filter((first) => first === never || first.startsWith(`${never} `))).toEqual([]);
    expect(filesOf('src/railway/*.ts').filter((file) => /deploymentRemove\(/.test(textOf(file)))).toEqual([]);
  });
  test('is given a secret over standard input only, and everything else behind an equals sign or by name', () => {
    const at = { projectId: 'p', environmentId: 'e', serviceId: '--help' };
    const { args, input } = wordsOf('railway:variable-set', { ...at, name: 'TOKEN', value: 'the-secret' });
    expect(input).toBe('the-secret');
    expect(args.join(' ')).not.toContain('the-secret');
    expect(args).toContain('--service=--help');
    expect(args).toContain('--skip-deploys');
  });
});

describe('the operations table', () => {
  test('every call is declared by an action, or made by a room of its own', () => {
    const declared = new Set(actions.flatMap(callsOf));
    const rooms = filesOf('src/{aws,case,engine,plan,cli}/**/*.ts').filter((file) => file !== 'src/aws/operations.ts');
    const elsewhere = new Set(rooms.flatMap((file) => madeIn(textOf(file))));
    const idle = Object.keys(operations).filter((call) => isCall(call) && !declared.has(call) && !elsewhere.has(call));
    expect(idle).toEqual([]);
  });
});
