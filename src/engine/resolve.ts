import type { Shape } from '../fields/index.ts';
import type { Of, Skip } from '../journal/index.ts';
import { isRefJson } from '../language/index.ts';
import type { FollowNode, WhenNode } from '../plan/index.ts';
import { declinedBy, gateSays } from './gate-says.ts';
import type { Ledger } from './ledger.ts';
import { type Container, type Members, type Node, nodesIn, type PlanIndex } from './plan-index.ts';
import { proofAt } from './proof.ts';
import { into, record, type Resolved, type Unresolved, value, whole, worstOf } from './resolved.ts';

/** Where a node stands: the plan, what the journal says, the case's inputs, and the members it belongs to. */
export interface Scope {
  readonly index: PlanIndex;
  readonly ledger: Ledger;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly members: Members;
}

/**
 * What the entry of a container says for all that stands in it. What was skipped for a reason that is gone by now says
 * nothing any more: the container is about to be walked.
 */
export const spokenFor = (scope: Scope, container: Container): Of<'skipped'> | Of<'failed'> | undefined => {
  const { last } = scope.ledger.of(scope.index.keyOf(container.id, scope.members));
  if (last === undefined || last.is === 'ended') return undefined;
  return container.kind === 'each' || conditionOf(scope, container) !== undefined ? last : undefined;
};

/** How a source that has no outputs is passed on. */
const sourceless = (scope: Scope, id: string): Unresolved => {
  const { node, inside = [] } = scope.index.at(id) ?? {};
  const own =
    node && 'body' in node ? spokenFor(scope, node) : scope.ledger.of(scope.index.keyOf(id, scope.members)).last;
  const said = [
    { id, last: own },
    ...inside.toReversed().map((container) => ({ id: container.id, last: spokenFor(scope, container) })),
  ];
  for (const { id: of, last } of said) {
    if (last?.is === 'failed') return { is: 'none', counts: 'lost', because: `“${titleOf(scope, of)}” failed` };
    if (last?.is !== 'skipped') continue;
    const because = last.calls ? `cannot know: it needs what “${titleOf(scope, of)}” would make` : last.because;
    if (last.calls) return { is: 'none', counts: 'open', because };
    return last.counts === 'fine' ? { is: 'absent', because } : { is: 'none', counts: last.counts, because };
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

/**
 * All members' values of a path inside a fan-out. A member to which the step did not apply has none and is left out;
 * one that failed or waits leaves no list at all, because a list that is not whole would prove too much.
 */
const gathered = (scope: Scope, id: string, rest: string): Resolved => {
  const { fanned, last } = scope.ledger.of(scope.index.keyOf(id, scope.members));
  if (last || !fanned) return sourceless(scope, id);
  const all = fanned.names.map((name) => resolveRef({ ...scope, members: { ...scope.members, [id]: name } }, rest));
  const without = all.filter((one) => one.is !== 'value');
  const values = all.filter((one) => one.is === 'value').map((one) => one.value);
  const worst = worstOf(without);
  return worst && (worst.is !== 'absent' || values.length === 0) ? worst : value(values);
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
    if (rest[0] === 'item' || rest[0] === 'item?') return into(itemOf(scope, root), rest.slice(1), path);
    return gathered(scope, root, rest.slice(1).join('.'));
  }
  if (node?.kind === 'follow') {
    const ask = rest[0]?.replace('?', '') ?? '';
    return into(resolveValues(scope, { [ask]: node.values[ask] }), rest, path);
  }
  return into(outputsOf(scope, root), rest, path);
};

/** Inputs with every reference in place of its value. */
const resolveValues = (scope: Scope, values: unknown): Resolved => {
  if (isRefJson(values)) return resolveRef(scope, values.$ref);
  if (values === null || typeof values !== 'object') return value(values);
  const parts = Object.entries(values).map(([name, bound]) => [name, resolveValues(scope, bound)] as const);
  return whole(parts, Array.isArray(values) ? (found) => found.map(([, one]) => one) : record);
};

/** A step's inputs. An absent value is left out where its field allows that and the playbook did not say to skip. */
export const resolveInputs = (scope: Scope, values: Readonly<Record<string, unknown>>, shape: Shape): Resolved => {
  const parts = Object.entries(values).map(([name, bound]) => {
    const found = resolveValues(scope, bound);
    const asked = isRefJson(bound) && bound.$ref.includes('?');
    const dropped = found.is === 'absent' && shape[name]?.mayBeAbsent === true && !asked;
    return [name, dropped ? value(undefined) : found] as const;
  });
  return whole(parts, record);
};

const whenSays = (scope: Scope, { condition }: WhenNode): Unresolved | undefined => {
  const { ref, is, missing } = condition;
  const found = resolveRef(scope, ref);
  if (found.is === 'none' || found.is === 'later') return found;
  const read = found.is === 'value' ? found.value : undefined;
  if (missing === true ? read === undefined : read === is) return undefined;
  const shown = read === undefined ? 'absent' : JSON.stringify(read);
  return { is: 'absent', because: `not needed: ${ref.replaceAll('?', '')} is ${shown}` };
};
const followSays = (scope: Scope, node: FollowNode): Unresolved | undefined => {
  const given = resolveValues(scope, node.values);
  if (given.is !== 'value') return given;
  // A person has decided that this case does without it: what is recorded is their decision, not a loss.
  const decided = node.behind === undefined ? undefined : declinedBy(scope, node.behind);
  if (decided !== undefined) return { is: 'absent', because: `not followed: declined by ${decided}` };
  const none =
    whyNotNeeded(scope, node.needs) ?? (node.behind === undefined ? undefined : gateSays(scope, node.behind));
  return none && { is: 'none', ...none };
};
/** Why a `when` or a playbook that is followed can't be walked now, or undefined where it can. */
export const conditionOf = (scope: Scope, node: WhenNode | FollowNode): Unresolved | undefined =>
  node.kind === 'when' ? whenSays(scope, node) : followSays(scope, node);

/** What a skip or failure means for whoever needs the step: what is not applicable counts as fine. */
const unlessFine = (
  last: ({ readonly is: 'skipped' } & Skip) | { readonly is: 'failed' },
  title: string,
): Skip | undefined => {
  if (last.is === 'failed') return { counts: 'lost', because: `“${title}” failed` };
  return last.counts === 'fine'
    ? undefined
    : { counts: last.counts, because: `“${title}” was not done: ${last.because}` };
};

const whyNot = (scope: Scope, node: Node): Skip | undefined => {
  const { index, ledger, members } = scope;
  const title = titleOf(scope, node.id);
  if (node.kind === 'approval') return undefined;
  if ('body' in node) {
    const said = spokenFor(scope, node);
    if (said) return unlessFine(said, title);
    const names = node.kind === 'each' ? ledger.of(index.keyOf(node.id, members)).fanned?.names : [undefined];
    if (!names) return { counts: 'open', because: `“${title}” has not begun` };
    return names
      .flatMap((name) =>
        nodesIn(node.body).map((one) =>
          whyNot(name === undefined ? scope : { ...scope, members: { ...members, [node.id]: name } }, one),
        ),
      )
      .find(Boolean);
  }
  const { last, attested } = ledger.of(index.keyOf(node.id, members));
  if (attested) return undefined;
  if (last === undefined) return { counts: 'open', because: `“${title}” has not ended` };
  if (last.is !== 'ended') return unlessFine(last, title);
  if (last.verdict === undefined) return undefined;
  const proof = proofAt(index, ledger, node.id, members);
  return proof?.is === 'holds'
    ? undefined
    : { counts: 'lost', because: `“${title}” does not hold: ${proof?.because ?? 'it was released'}` };
};

/** Why something that is needed does not hold (F2), or undefined where all of it does. */
export const whyNotNeeded = (scope: Scope, needs: readonly string[]): Skip | undefined =>
  needs
    .map((id) => scope.index.at(id)?.node)
    .map((node) => node && whyNot(scope, node))
    .find(Boolean);
