import type { Kind, Phase } from '../../language/index.ts';
import type { Plan, PlanNode, StepNode } from '../../plan/index.ts';
import type { Values } from '../../journal/index.ts';
import { label, property, shown } from '../values.ts';

/** One line of a plan, in its order. Steps are numbered through the whole plan. */
export type PlanRow =
  | { readonly is: 'step'; readonly depth: number; readonly number: number; readonly node: StepNode }
  | { readonly is: 'note'; readonly depth: number; readonly phase: Phase | undefined; readonly text: string }
  | { readonly is: 'gate' | 'by-hand'; readonly depth: number; readonly phase: Phase; readonly text: string };

const WAITS = {
  hold: 'then it stays open',
  proceed: 'then it goes on without an answer',
  stop: 'then what stands behind it is skipped',
} as const;

/** What the steps that have ended by now handed out, by the step's id: a plan for one target can say numbers. */
export type Outputs = ReadonlyMap<string, Values>;
/** A step's output that has been read; undefined where its step has not ended, `none` where it was read as absent. */
const readOf = (path: string, outputs: Outputs): { readonly value: unknown } | undefined => {
  const [id = '', name = '', ...deeper] = path.replaceAll('?', '').split('.');
  const output = outputs.get(id);
  return output === undefined || deeper.length > 0 ? undefined : { value: output[name] };
};
const conditionText = (node: Extract<PlanNode, { kind: 'when' }>, outputs: Outputs): string => {
  const { ref, is, missing } = node.condition;
  const text = `only if ${property(ref)}: ${missing === true ? 'none' : shown(is)}`;
  const read = readOf(ref, outputs);
  if (!read) return `${text}:`;
  const applies = missing === true ? read.value === undefined : read.value === is;
  return applies ? `${text} (so it is):` : `${text} (it is not: left out):`;
};
const eachText = ({ over, atOnce }: Extract<PlanNode, { kind: 'each' }>, outputs: Outputs): string => {
  const read = readOf(over, outputs);
  if (!read) return `for each of the ${label(over)}, ${atOnce} at once:`;
  const count = Array.isArray(read.value) ? read.value.length : 0;
  if (count === 0) return `for each of the ${label(over)} (there are none: left out):`;
  return count === 1
    ? `for each of the ${label(over)} (there is 1):`
    : `for each of ${count} ${label(over)}, ${atOnce} at once:`;
};

export const planRows = (plan: Plan, outputs: Outputs = new Map()): readonly PlanRow[] => {
  let number = 0;
  const rowsOf = (nodes: readonly PlanNode[], depth: number): readonly PlanRow[] =>
    nodes.flatMap((node): readonly PlanRow[] => {
      switch (node.kind) {
        case 'step':
          number += 1;
          return [{ is: 'step', depth, number, node }];
        case 'approval': {
          const text = `approval “${node.id}”: ${node.question} (waits ${node.seconds / 60} min, ${WAITS[node.onTimeout]})`;
          return [{ is: 'gate', depth, phase: node.phase, text }];
        }
        case 'by-hand':
          return [{ is: 'by-hand', depth, phase: node.phase, text: `by hand “${node.id}”: ${node.instruction}` }];
        case 'together': {
          const inside = Object.values(node.branches).flatMap((branch) => rowsOf(branch, depth + 1));
          const [first] = inside;
          const phase = first?.is === 'step' ? first.node.phase : first?.phase;
          return [{ is: 'note', depth, phase, text: 'at the same time:' }, ...inside];
        }
        case 'each': {
          const text = eachText(node, outputs);
          return [{ is: 'note', depth, phase: node.phase, text }, ...rowsOf(node.body, depth + 1)];
        }
        case 'when':
          return [
            { is: 'note', depth, phase: node.phase, text: conditionText(node, outputs) },
            ...rowsOf(node.body, depth + 1),
          ];
        case 'follow':
          return [
            { is: 'note', depth, phase: node.phase, text: `follows the playbook ${node.id}:` },
            ...rowsOf(node.body, depth + 1),
          ];
        default:
          throw new Error(`unknown node: ${JSON.stringify(node satisfies never)}`);
      }
    });
  return rowsOf(plan.nodes, 0);
};

const KINDS: readonly Kind[] = ['looks', 'changes', 'keeps', 'destroys'];
const WORDS: Readonly<Record<Kind, string>> = { looks: 'look', changes: 'change', keeps: 'keep', destroys: 'destroy' };
const count = (n: number, word: string, many = `${word}s`): string => `${n} ${n === 1 ? word : many}`;
/** `6 looks · 5 changes · 2 keeps · 0 destroys · 2 approvals`. */
export const planCounts = (rows: readonly PlanRow[]): string => {
  const does = KINDS.map((kind) =>
    count(rows.filter((row) => row.is === 'step' && row.node.does === kind).length, WORDS[kind]),
  );
  const byHand = rows.filter((row) => row.is === 'by-hand').length;
  return [
    ...does,
    count(rows.filter((row) => row.is === 'gate').length, 'approval'),
    ...(byHand === 0 ? [] : [count(byHand, 'by hand', 'by hand')]),
  ].join(' · ');
};
