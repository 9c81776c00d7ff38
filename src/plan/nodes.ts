import type { Budget, Condition, Kind, Phase, Platform } from '../language/index.ts';

/** A plan is plain JSON: everything a playbook says, known before anything runs. */
export interface StepNode {
  readonly kind: 'step';
  readonly id: string;
  readonly title: string;
  readonly phase: Phase;
  readonly action: string;
  readonly does: Kind;
  /** Inputs, with `{ $ref: 'step.output' }` where a value will come from an earlier step. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly needs: readonly string[];
  readonly behind?: string;
  readonly atMost: Budget;
  readonly optional: boolean;
}
export interface GateNode {
  readonly kind: 'approval';
  readonly id: string;
  readonly phase: Phase;
  readonly question: string;
  readonly shows: readonly string[];
  readonly hits?: string;
  readonly seconds: number;
  readonly onTimeout: 'hold' | 'proceed' | 'stop';
}
export interface ByHandNode {
  readonly kind: 'by-hand';
  readonly id: string;
  readonly phase: Phase;
  readonly instruction: string;
  /** Name and question of each thing that the person attests. */
  readonly proof: Readonly<Record<string, string>>;
  readonly seconds: number;
  /** Values that the person sees with the instruction. */
  readonly shows: readonly string[];
  readonly needs: readonly string[];
  readonly behind?: string;
  readonly proves?: string;
}
export interface EachNode {
  readonly kind: 'each';
  readonly id: string;
  readonly phase: Phase;
  readonly over: string;
  /** The member of each item that names it in journal keys; without it the item itself does. */
  readonly key?: string;
  readonly atOnce: number;
  /** Why the list may be empty; without it an empty list is a failure. */
  readonly mayBeEmpty?: string;
  readonly body: readonly PlanNode[];
}
export interface TogetherNode {
  readonly kind: 'together';
  readonly branches: Readonly<Record<string, readonly PlanNode[]>>;
}
export interface WhenNode {
  readonly kind: 'when';
  readonly id: string;
  readonly phase: Phase;
  readonly condition: Condition;
  readonly body: readonly PlanNode[];
}
export interface FollowNode {
  readonly kind: 'follow';
  /** The child playbook's id: the prefix of its steps. */
  readonly id: string;
  readonly phase: Phase;
  readonly values: Readonly<Record<string, unknown>>;
  readonly needs: readonly string[];
  readonly behind?: string;
  readonly body: readonly PlanNode[];
}
export type PlanNode = StepNode | GateNode | ByHandNode | EachNode | TogetherNode | WhenNode | FollowNode;

/** An action as declared when the plan was made: what the hash covers, so that a resume can tell what has changed. */
export interface ActionDeclared {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly calls: readonly string[];
  readonly releaseCalls: readonly string[];
  readonly noun?: string;
  readonly because?: string;
  /** Of a change: the fields of the state that is saved before it. */
  readonly state?: Readonly<Record<string, string>>;
  readonly input: Readonly<Record<string, string>>;
  readonly output: Readonly<Record<string, string>>;
}
export interface Plan {
  readonly playbook: string;
  readonly title: string;
  /** Where the target runs, if not in AWS. */
  readonly platform?: Platform;
  /** The question whose answer is the target. */
  readonly target: string;
  readonly asks: Readonly<Record<string, string>>;
  readonly nodes: readonly PlanNode[];
  readonly actions: Readonly<Record<string, ActionDeclared>>;
}
/** Every node, depth first, in the order in which the playbook names them. */
export function* walk(nodes: readonly PlanNode[]): Generator<Exclude<PlanNode, TogetherNode>> {
  for (const node of nodes) {
    if (node.kind === 'together') {
      for (const branch of Object.values(node.branches)) yield* walk(branch);
      continue;
    }
    yield node;
    if ('body' in node) yield* walk(node.body);
  }
}
export const stepsOf = (plan: Plan): readonly StepNode[] =>
  [...walk(plan.nodes)].filter((node) => node.kind === 'step');
