import type { Field, Shape } from '../fields/index.ts';
import {
  type AnyAction,
  type AnyPlaybook,
  gateOf,
  handleOf,
  idOf,
  type Order,
  outputsOf,
  pathOf,
  pathsBelow,
  type Phase,
  PHASES,
  refTo,
  type Runbook,
  seconds,
  type Terms,
} from '../language/index.ts';
import { MOST_SECONDS, whyBad } from './check.ts';
import type { ActionDeclared, Plan, PlanNode, StepNode } from './nodes.ts';

/** A playbook that can't become a plan: found when it is loaded, never during an incident. */
class BadPlaybook extends Error {
  constructor(playbook: string, because: string) {
    super(`playbook ${playbook}: ${because}`);
    this.name = 'BadPlaybook';
  }
}

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
/** References and durations turn into plain data; `undefined` members go. */
const plain = (value: unknown): Readonly<Record<string, unknown>> =>
  JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
const types = (shape: Shape): Record<string, string> =>
  Object.fromEntries(Object.entries(shape).map(([name, field]: [string, Field<unknown>]) => [name, field.type]));

const declare = (action: AnyAction): ActionDeclared => ({
  id: action.id,
  kind: action.kind,
  title: action.title,
  calls: action.calls,
  releaseCalls: action.kind === 'changes' ? action.releaseCalls : [],
  ...(action.kind === 'changes' ? { noun: action.noun, state: types(action.state) } : {}),
  ...(action.kind === 'destroys' ? { because: action.because } : {}),
  input: types(action.input),
  output: types(action.output),
});

const MOST = seconds(MOST_SECONDS);
/** The root of what is asked: no step may have its name. */
const ASKS = 'asks';

/** Runs a playbook's `steps` once, with references in place of values, and returns what it said. */
export const planOf = (playbook: AnyPlaybook): Plan => {
  const actions: Record<string, ActionDeclared> = {};
  /** The field of what stands at a path: a fan-out asks it how its items are named. */
  const fields = new Map<string, Field<unknown>>();
  const fieldAt = (path: string): Field<unknown> | undefined => {
    const [parts, below] = [path.replaceAll('?', '').split('.'), [] as string[]];
    while (parts.length > 0) {
      const found = fields.get(parts.join('.'));
      if (found) return below.reduce<Field<unknown> | undefined>((field, name) => field?.members?.[name], found);
      below.unshift(parts.pop() ?? '');
    }
    return undefined;
  };
  const learn = (paths: Readonly<Record<string, string>>, shape: Shape): Readonly<Record<string, string>> => {
    for (const [name, path] of Object.entries(paths)) if (shape[name]) fields.set(path, shape[name]);
    return paths;
  };
  const ids = new Set<string>();
  const claim = (id: string, what: string): string => {
    if (!/^[a-z0-9][a-z0-9/:-]*$/.test(id)) throw new BadPlaybook(playbook.id, `${what}: “${id}” is not an id`);
    if (id === ASKS) throw new BadPlaybook(playbook.id, `${what}: “${ASKS}” is what is asked at the start`);
    if (ids.has(id)) throw new BadPlaybook(playbook.id, `two steps are called “${id}”`);
    ids.add(id);
    return id;
  };

  const record = (
    from: AnyPlaybook,
    prefix: string,
    asked: string,
    following: readonly string[],
  ): readonly PlanNode[] => {
    let phase: Phase = 'isolate';
    let into: PlanNode[] = [];
    let depth = 0;
    const within = <T>(body: () => T): { nodes: readonly PlanNode[]; result: T } => {
      const outer = into;
      into = [];
      depth += 1;
      try {
        return { result: body(), nodes: into };
      } finally {
        depth -= 1;
        into = outer;
      }
    };
    const order = (given: Order | undefined): Pick<StepNode, 'needs' | 'behind'> => ({
      needs: (given?.needs ?? []).map(idOf),
      ...(given?.behind === undefined ? {} : { behind: idOf(given.behind) }),
    });
    const terms = (given: Terms | undefined): Pick<StepNode, 'needs' | 'behind' | 'atMost' | 'optional'> => ({
      ...order(given),
      atMost: given?.atMost ?? MOST,
      optional: given?.optional ?? false,
    });
    const runbook = {
      phase: (name: Phase) => {
        if (depth > 1) throw new BadPlaybook(playbook.id, `phase ${name} begins inside of another step`);
        if (PHASES.indexOf(name) < PHASES.indexOf(phase))
          throw new BadPlaybook(playbook.id, `phase ${name} comes after ${phase}, and goes before it`);
        phase = name;
      },
      step: (title: string, action: AnyAction, values: object, given?: Terms) => {
        const id = claim(`${prefix}${slug(title)}`, title);
        if (action.id === '') throw new BadPlaybook(playbook.id, `“${title}”: its action is not in the index`);
        actions[action.id] = declare(action);
        into.push({
          kind: 'step',
          id,
          title,
          phase,
          action: action.id,
          does: action.kind,
          values: plain(values),
          ...terms(given),
        });
        return handleOf(id, learn(pathsBelow(id, action.output), action.output));
      },
      approval: (name: string, ask: Parameters<Runbook['approval']>[1]) => {
        const id = claim(`gate:${prefix}${name}`, name).slice('gate:'.length);
        into.push({
          kind: 'approval',
          id,
          phase,
          question: ask.question,
          shows: (ask.shows ?? []).map(pathOf),
          ...(ask.hits === undefined ? {} : { hits: pathOf(ask.hits) }),
          seconds: ask.within.seconds,
          onTimeout: ask.onTimeout,
        });
        return gateOf(id);
      },
      byHand: (name: string, todo: Parameters<Runbook['byHand']>[1], given?: Order) => {
        const id = claim(`${prefix}${name}`, name);
        into.push({
          kind: 'by-hand',
          id,
          phase,
          instruction: todo.instruction,
          proof: Object.fromEntries(Object.entries(todo.proof).map(([key, field]) => [key, field.what])),
          seconds: todo.within.seconds,
          shows: (todo.shows ?? []).map(pathOf),
          ...order(given),
          ...(todo.proves === undefined ? {} : { proves: idOf(todo.proves) }),
        });
        return handleOf(id, learn(pathsBelow(id, todo.proof), todo.proof));
      },
      each: (name: string, over: Parameters<Runbook['each']>[1], body: Parameters<Runbook['each']>[2], given = {}) => {
        const id = claim(`${prefix}${name}`, name);
        const list = fieldAt(pathOf(over));
        // A gathered list holds what each member has; one gathered twice holds lists, which nothing names.
        const stars = pathOf(over).split('.*.').length - 1;
        const item = stars === 0 ? list?.item : stars === 1 ? list : undefined;
        if (item) fields.set(`${id}.item`, item);
        const { nodes, result } = within(() => body(refTo(`${id}.item`)));
        const { atOnce = 10, mayBeEmpty } = given as { atOnce?: number; mayBeEmpty?: string };
        into.push({
          kind: 'each',
          id,
          phase,
          over: pathOf(over),
          ...(item?.key === undefined ? {} : { key: item.key }),
          atOnce,
          body: nodes,
          ...(mayBeEmpty === undefined ? {} : { mayBeEmpty }),
        });
        const gathered: Record<string, string> = {};
        for (const [output, path] of Object.entries(outputsOf(result))) {
          gathered[output] = `${id}.*.${path}`;
          const field = fieldAt(path);
          if (field) fields.set(gathered[output], field);
        }
        return handleOf(id, gathered);
      },
      together: (branches: Readonly<Record<string, () => unknown>>) => {
        const results: Record<string, unknown> = {};
        const recorded: Record<string, readonly PlanNode[]> = {};
        for (const [name, branch] of Object.entries(branches)) {
          const { nodes, result } = within(branch);
          recorded[name] = nodes;
          results[name] = result;
        }
        into.push({ kind: 'together', branches: recorded });
        return results;
      },
      when: (name: string, condition: Parameters<Runbook['when']>[1], body: Parameters<Runbook['when']>[2]) => {
        const id = claim(`${prefix}${name}`, name);
        const { nodes, result } = within(body);
        into.push({ kind: 'when', id, phase, condition, body: nodes });
        return handleOf(id, outputsOf(result));
      },
      follow: (child: AnyPlaybook, values: object, given?: Order) => {
        if (following.includes(child.id))
          throw new BadPlaybook(playbook.id, `it follows ${child.id}, which leads back to it`);
        const id = claim(`${prefix}${child.id}`, child.title);
        const nodes = record(child, `${id}/`, id, [...following, child.id]);
        into.push({
          kind: 'follow',
          id,
          phase,
          values: plain(values),
          ...order(given),
          body: nodes,
        });
        return handleOf(id, {});
      },
    };
    learn(pathsBelow(asked, from.asks), from.asks);
    const asks = Object.fromEntries(Object.keys(from.asks).map((name) => [name, refTo(`${asked}.${name}`)]));
    const { nodes } = within(() => from.steps(asks as never, runbook as unknown as Runbook));
    return nodes;
  };

  const nodes = record(playbook, '', ASKS, [playbook.id]);
  const plan: Plan = {
    playbook: playbook.id,
    title: playbook.title,
    ...(playbook.platform === undefined ? {} : { platform: playbook.platform }),
    target: playbook.target,
    asks: types(playbook.asks),
    nodes,
    actions,
  };
  const bad = whyBad(plan);
  if (bad !== undefined) throw new BadPlaybook(playbook.id, bad);
  return plan;
};
