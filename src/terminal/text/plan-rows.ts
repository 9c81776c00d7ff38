import type { Kind, Phase } from '../../language/index.ts';
import type { Plan, PlanNode, StepNode } from '../../plan/index.ts';
import { label } from '../values.ts';

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

const conditionText = (node: Extract<PlanNode, { kind: 'when' }>): string => {
  const { ref, is, missing } = node.condition;
  return `only when ${label(ref)} is ${missing === true ? 'missing' : String(is)}`;
};

export const planRows = (plan: Plan): readonly PlanRow[] => {
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
          const text = `for each of ${label(node.over)}, ${node.atOnce} at once:`;
          return [{ is: 'note', depth, phase: node.phase, text }, ...rowsOf(node.body, depth + 1)];
        }
        case 'when':
          return [
            { is: 'note', depth, phase: node.phase, text: `${conditionText(node)}:` },
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
