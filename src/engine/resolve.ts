import type { Shape } from '../fields/index.ts';
import type { Skip } from '../journal/index.ts';
import { isRefJson } from '../language/index.ts';
import type { Ledger } from './ledger.ts';
import type { Members, PlanIndex } from './plan-index.ts';

/** What a reference turned out to be. */
export type Resolved =
  | { readonly is: 'value'; readonly value: unknown }
  /** Read as absent: whoever needs it is not applicable. */
  | { readonly is: 'absent'; readonly because: string }
  /** Its source has not been reached yet. */
  | { readonly is: 'later'; readonly because: string }
  | ({ readonly is: 'none' } & Skip);

/** Where a node stands: the plan, what the journal says, the case's inputs, and the members it belongs to. */
export interface Scope {
  readonly index: PlanIndex;
  readonly ledger: Ledger;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly members: Members;
}

const value = (found: unknown): Resolved => ({ is: 'value', value: found });

/** How a source that has no outputs is passed on: what was fine stays fine, what waits waits, the rest is lost. */
const sourceless = (scope: Scope, id: string): Resolved => {
  const { node, inside = [] } = scope.index.at(id) ?? {};
  for (const one of [...(node ? [node] : []), ...inside.toReversed()]) {
    const last = scope.ledger.of(scope.index.keyOf(one.id, scope.members)).last;
    if (last?.is === 'skipped' && last.calls)
      return {
        is: 'none',
        counts: 'open',
        because: `cannot know: it needs what “${titleOf(scope, one.id)}” would make`,
      };
    if (last?.is === 'skipped')
      return last.counts === 'fine'
        ? { is: 'absent', because: last.because }
        : { is: 'none', counts: last.counts, because: last.because };
    if (last?.is === 'failed') return { is: 'none', counts: 'lost', because: `“${titleOf(scope, one.id)}” failed` };
  }
  return { is: 'later', because: `“${titleOf(scope, id)}” has not ended` };
};
const titleOf = (scope: Scope, id: string): string => {
  const node = scope.index.at(id)?.node;
  return node?.kind === 'step' ? node.title : id;
};

/** The outputs of a step, or the proof of a by-hand step. */
const outputsOf = (scope: Scope, id: string): Resolved => {
  const { last, attested } = scope.ledger.of(scope.index.keyOf(id, scope.members));
  if (attested) return value(attested.proof);
  return last?.is === 'ended' ? value(last.output) : sourceless(scope, id);
};

/** Follows the rest of a path into a value. A `?` means that an absent value is an answer, not a fault. */
const into = (from: Resolved, parts: readonly string[], path: string): Resolved => {
  let at = from;
  for (const part of parts) {
    if (at.is !== 'value') return at;
    const optional = part.endsWith('?');
    const name = optional ? part.slice(0, -1) : part;
    const found = (at.value as Record<string, unknown> | undefined)?.[name];
    at = found === undefined && optional ? { is: 'absent', because: `none was found (${name})` } : value(found);
  }
  return at.is === 'value' && at.value === undefined && path.includes('?')
    ? { is: 'absent', because: 'none was found' }
    : at;
};

/** All members' values of a path inside a fan-out: only where every member has one. */
const gathered = (scope: Scope, id: string, rest: string): Resolved => {
  const { fanned, last } = scope.ledger.of(scope.index.keyOf(id, scope.members));
  if (last || !fanned) return sourceless(scope, id);
  const values: unknown[] = [];
  for (const name of fanned.names) {
    const one = resolveRef({ ...scope, members: { ...scope.members, [id]: name } }, rest);
    if (one.is !== 'value') return one;
    values.push(one.value);
  }
  return value(values);
};

/** Item of the fan-out member that this scope stands in. */
const itemOf = (scope: Scope, id: string): Resolved => {
  const { fanned } = scope.ledger.of(scope.index.keyOf(id, scope.members));
  const at = fanned?.names.indexOf(scope.members[id] ?? '') ?? -1;
  return at < 0 ? sourceless(scope, id) : value(fanned?.members[at]);
};

export const resolveRef = (scope: Scope, path: string): Resolved => {
  const [root = '', ...rest] = path.split('.');
  if (root === 'asks') return into(value(scope.inputs), rest, path);
  const node = scope.index.at(root)?.node;
  if (node?.kind === 'each') {
    if (rest[0] === 'item') return into(itemOf(scope, root), rest.slice(1), path);
    if (rest[0] === 'item?') return into(itemOf(scope, root), rest.slice(1), path);
    return gathered(scope, root, rest.slice(1).join('.'));
  }
  if (node?.kind === 'follow') {
    const [ask = '', ...below] = rest;
    const given = resolveValues(scope, { [ask.replace('?', '')]: node.values[ask.replace('?', '')] });
    return given.is === 'value' ? into(given, [ask, ...below], path) : given;
  }
  return into(outputsOf(scope, root), rest, path);
};

/** Inputs with every reference in place of its value. The first one that has none decides. */
export const resolveValues = (scope: Scope, values: unknown): Resolved => {
  if (isRefJson(values)) return resolveRef(scope, values.$ref);
  if (values === null || typeof values !== 'object') return value(values);
  if (Array.isArray(values)) {
    const items: unknown[] = [];
    for (const item of values) {
      const one = resolveValues(scope, item);
      if (one.is !== 'value') return one;
      items.push(one.value);
    }
    return value(items);
  }
  const record: Record<string, unknown> = {};
  for (const [name, bound] of Object.entries(values)) {
    const one = resolveValues(scope, bound);
    if (one.is !== 'value') return one;
    if (one.value !== undefined) record[name] = one.value;
  }
  return value(record);
};

/** A step's inputs. An absent value is left out where its field allows that and the playbook did not say to skip. */
export const resolveInputs = (scope: Scope, values: Readonly<Record<string, unknown>>, shape: Shape): Resolved => {
  const inputs: Record<string, unknown> = {};
  for (const [name, bound] of Object.entries(values)) {
    const one = resolveValues(scope, bound);
    const dropped =
      one.is === 'absent' && shape[name]?.mayBeAbsent === true && !(isRefJson(bound) && bound.$ref.includes('?'));
    if (one.is !== 'value' && !dropped) return one;
    if (one.is === 'value' && one.value !== undefined) inputs[name] = one.value;
  }
  return value(inputs);
};
