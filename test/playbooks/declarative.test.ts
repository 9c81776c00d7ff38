import { readFileSync } from 'node:fs';
import { type Expression, parseSync, type PrivateInExpression, Visitor } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { filesOf } from '../rooms.ts';

/** What would decide, repeat, wait or reckon while a playbook says its plan: the engine does all that. */
const REFUSED = [
  'IfStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'SwitchStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'TryStatement',
  'ThrowStatement',
  'AwaitExpression',
  'YieldExpression',
  'UpdateExpression',
  'AssignmentExpression',
  'UnaryExpression',
  'NewExpression',
] as const;

/** Names of what is refused in a source text. A plus between two texts only makes a long line readable. */
const refusedIn = (file: string, text: string): readonly string[] => {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} can’t be parsed`);
  const found: string[] = [];
  const joins = (node: Expression | PrivateInExpression['left']): boolean =>
    (node.type === 'Literal' && typeof node.value === 'string') ||
    (node.type === 'BinaryExpression' && node.operator === '+' && joins(node.left) && joins(node.right));
  const visitor = Object.fromEntries(REFUSED.map((type) => [type, () => void found.push(type)]));
  new Visitor({
    ...visitor,
    BinaryExpression: (node) => void (joins(node) || found.push('BinaryExpression')),
    VariableDeclaration: (node) => void (node.kind === 'const' || found.push(`a ${node.kind}`)),
  }).visit(program);
  return found;
};
const files = filesOf('playbooks/*.ts').filter((file) => file !== 'playbooks/index.ts');

test('the search for what is refused finds it', () => {
  const text = `export default async () => { let a = 1; for (const b of [a]) if (b > 1) await b; return 'x' + 'y' + 'z'; };`;
  expect(refusedIn('sample.ts', text).toSorted()).toEqual([
    'AwaitExpression',
    'BinaryExpression',
    'ForOfStatement',
    'IfStatement',
    'a let',
  ]);
});
test('there are playbooks to look at', () => {
  expect(files).toContain('playbooks/compromised-instance.ts');
});
describe.each(files)('%s', (file) => {
  test('only says what to do: no branch, loop, wait or arithmetic', () => {
    expect(refusedIn(file, readFileSync(file, 'utf8'))).toEqual([]);
  });
});
