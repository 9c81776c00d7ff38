import { shownName } from '../aws/index.ts';
import { type AnyPlaybook, type Budget, type Phase, PHASES } from '../language/index.ts';
import { type Plan, type PlanNode, stepsOf, walk } from './nodes.ts';

const length = (seconds: number): string =>
  seconds % 3600 === 0 ? `${seconds / 3600} h` : seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
const budget = (most: Budget): string =>
  'seconds' in most
    ? length(most.seconds)
    : `${length(most.critical.seconds)} at critical, else ${length(most.otherwise.seconds)}`;
const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
const ON_TIMEOUT = {
  hold: 'stays open',
  proceed: 'goes on without an answer',
  stop: 'skips what stands behind it',
} as const;
const DOES = { looks: 'reads', keeps: 'keeps evidence', changes: 'changes', destroys: 'DESTROYS' } as const;

/** What a step does, from its action's declaration and the playbook's terms. */
const stepLines = (plan: Plan, node: Extract<PlanNode, { kind: 'step' }>): readonly string[] => {
  const action = plan.actions[node.action];
  return [
    `**${node.title}** — ${DOES[node.does]}${action?.noun === undefined ? '' : ` (${action.noun})`}`,
    `- ${action?.title ?? node.action} (\`${node.action}\`): ${code((action?.calls ?? []).map(shownName))}`,
    ...(action?.kind === 'changes'
      ? [`- put back by ${action.releaseCalls.length === 0 ? 'nothing on AWS' : code(action.releaseCalls)}`]
      : []),
    ...(action?.because === undefined ? [] : [`- no way back: ${action.because}`]),
    ...(node.behind === undefined ? [] : [`- only after the approval \`${node.behind}\``]),
    ...(node.needs.length === 0 ? [] : [`- needs ${code(node.needs)} to hold`]),
    `- at most ${budget(node.atMost)}${node.optional ? '; given up where its phase is late' : ''}`,
  ];
};

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
const item = ([first = '', ...rest]: readonly string[]): readonly string[] => [`- ${first}`, ...indented(rest)];
const linesOf = (plan: Plan, nodes: readonly PlanNode[]): readonly string[] =>
  nodes.flatMap((node) => item(nodeLines(plan, node)));

const nodeLines = (plan: Plan, node: PlanNode): readonly string[] => {
  switch (node.kind) {
    case 'step':
      return stepLines(plan, node);
    case 'approval':
      return [
        `**Approval \`${node.id}\`** — ${node.question}`,
        `- waits ${length(node.seconds)}, then ${ON_TIMEOUT[node.onTimeout]}`,
        ...(node.shows.length === 0 ? [] : [`- shows ${code(node.shows)}`]),
      ];
    case 'by-hand':
      return [
        `**By hand \`${node.id}\`** — ${node.instruction}`,
        ...Object.values(node.proof).map((what) => `- proof: ${what}`),
        ...(node.proves === undefined ? [] : [`- stands for the proof of \`${node.proves}\``]),
      ];
    case 'each':
      return [
        `For each of \`${node.over}\`, ${node.atOnce} at once${node.mayBeEmpty === undefined ? '' : ` (may be empty: ${node.mayBeEmpty})`}`,
        ...linesOf(plan, node.body),
      ];
    case 'together':
      return ['At the same time', ...Object.values(node.branches).flatMap((branch) => linesOf(plan, branch))];
    case 'when': {
      const { ref, is, missing } = node.condition;
      return [`When \`${ref}\` ${missing === true ? 'is missing' : `is ${String(is)}`}`, ...linesOf(plan, node.body)];
    }
    case 'follow':
      return [`Follows the playbook \`${node.id.split('/').at(-1) ?? node.id}\``, ...linesOf(plan, node.body)];
    default:
      throw new Error(`unknown node: ${JSON.stringify(node satisfies never)}`);
  }
};

const phaseOf = (node: PlanNode): Phase | undefined => {
  const [first] = walk([node]);
  return first?.phase;
};

/** A playbook's page, from its plan: what it asks, does, changes and waits for, before anything runs. */
export const pageOf = (playbook: AnyPlaybook, plan: Plan): string => {
  const steps = stepsOf(plan);
  const approvals = [...walk(plan.nodes)].filter((node) => node.kind === 'approval').length;
  const byHand = [...walk(plan.nodes)].filter((node) => node.kind === 'by-hand').length;
  const counts = (['looks', 'keeps', 'changes', 'destroys'] as const).map(
    (kind) => `${steps.filter((step) => step.does === kind).length} ${kind}`,
  );
  return [
    `# ${playbook.title}`,
    '',
    `<!-- Made by \`npm run generate\` from playbooks/${playbook.id}.ts: change that, not this. -->`,
    '',
    `Use it when: ${playbook.useWhen}`,
    '',
    `    ir run ${playbook.variantOf === undefined ? playbook.id : `${playbook.variantOf} --platform ${playbook.platform}`}`,
    '',
    `Plan: ${[...counts, `${approvals} approvals`, `${byHand} by hand`].join(' · ')}`,
    '',
    '| It asks | Question | Value |',
    '| --- | --- | --- |',
    ...Object.entries(playbook.asks).map(
      ([name, field]) =>
        `| \`${name}\`${name === playbook.target ? ' (target)' : ''} | ${field.what} | ${field.type.replaceAll('|', '\\|')} |`,
    ),
    '',
    ...PHASES.flatMap((phase) => {
      const nodes = plan.nodes.filter((node) => phaseOf(node) === phase);
      return nodes.length === 0 ? [] : [`## ${phase}`, '', ...linesOf(plan, nodes), ''];
    }),
  ].join('\n');
};
