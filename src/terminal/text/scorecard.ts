import type { CaseState } from '../../engine/index.ts';
import type { Phase } from '../../language/index.ts';
import { inert } from '../../redact/index.ts';
import { flow, hang, textOf } from '../lines.ts';
import { type Look, paintOf, PLAIN } from '../paint.ts';
import { phaseTimes } from '../phase-times.ts';
import { span } from '../times.ts';

/** What the range knows of a drill, besides its journal. */
export interface DrillScore {
  readonly scenario: string;
  readonly seed: number | string;
  /** "leaked token used by the attacker after T0": how often, and when last, in seconds after it. */
  readonly attacker?: { readonly what: string; readonly times: number; readonly lastSeconds?: number };
  readonly evidenceLost: readonly string[];
  readonly secretsOutside: readonly string[];
  readonly wrongOrder: readonly string[];
  /** Seconds that a phase took in earlier drills of this playbook, oldest first. */
  readonly earlier?: Partial<Readonly<Record<Phase, readonly number[]>>>;
}
const BARS = '▁▂▃▄▅▆▇█';
const SHOWN = 5;

const bars = (values: readonly number[]): string => {
  const most = Math.max(...values, 1);
  return values.map((value) => BARS.charAt(Math.round((value / most) * (BARS.length - 1)))).join('');
};
const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
};
const none = (items: readonly string[]): string => (items.length === 0 ? 'none' : items.map(inert).join(', '));

/** How a drill went: times against deadlines, what the attacker still did, what was lost, and the last drills beside it. */
export const renderScorecard = (state: CaseState, score: DrillScore, look: Look = PLAIN): string => {
  const paint = paintOf(look);
  const now = new Date(state.entries.at(-1)?.at ?? 0);
  const times = phaseTimes(state, now).filter(
    ({ limit, is, went }) => limit !== undefined && is !== 'waiting' && went !== 'undone' && went !== 'idle',
  );
  const title = `Drill ${state.opened.plan.playbook} · scenario ${score.scenario} · seed ${score.seed}`;
  const timed = times.map((time) => {
    const took = `time to ${time.phase}   ${span(time.spent)} of ${span(time.limit ?? 0)}`;
    const people = time.people >= 1 ? ` (your approvals: ${span(time.people)} of it)` : '';
    const undone = time.is === 'running' ? ', not done' : '';
    return `${took}${undone}${time.late > 0 ? `, ${paint.bad(`late by ${span(time.late)}`)}` : ''}${people}`;
  });
  const { attacker, earlier = {} } = score;
  const last = attacker?.lastSeconds === undefined ? '' : `, last at T+${span(attacker.lastSeconds)}`;
  const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `    ${line}`);
  const compared = times.flatMap((time) => {
    const before = (earlier[time.phase] ?? []).slice(-SHOWN);
    if (before.length === 0) return [];
    const text = `${bars([...before, time.spent])}  ${time.phase} ${span(time.spent)} (median ${span(median(before))})`;
    return hang(`    Compared with your last ${before.length}   `, text, look.columns);
  });
  return textOf([
    ...hang('  ', paint.strong(inert(title)), look.columns),
    ...indented(flow(timed, '      ', look.columns - 4)),
    ...(attacker ? hang(`    ${inert(attacker.what)}   `, `${attacker.times} times${last}`, look.columns, 4) : []),
    ...indented(
      flow(
        [
          `evidence lost   ${none(score.evidenceLost)}`,
          `secrets seen outside   ${none(score.secretsOutside)}`,
          `wrong order   ${none(score.wrongOrder)}`,
        ],
        '      ',
        look.columns - 4,
      ),
    ),
    ...compared,
  ]);
};
