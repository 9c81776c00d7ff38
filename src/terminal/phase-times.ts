import { type CaseState, countsAs, isContaining } from '../engine/index.ts';
import type { Phase } from '../language/index.ts';
import type { Paint } from './paint.ts';
import { moment, secondsBetween, span } from './times.ts';

/** A phase against its clock. All in seconds. */
export interface PhaseTime {
  readonly phase: Phase;
  readonly is: 'waiting' | 'running' | 'done';
  /** From the start of the clocks to its end, or to now. */
  readonly spent: number;
  readonly limit?: number;
  readonly late: number;
  /** Three quarters of its time are gone. */
  readonly soon: boolean;
  /** How much of it was spent waiting for a person's approval. */
  readonly people: number;
  /**
   * How its steps ended, where it is done. Only what was read or proven went well: a phase of which nothing was done
   * because of something else is `undone`, and one in which nothing applied is `idle`.
   */
  readonly went: 'well' | 'badly' | 'open' | 'undone' | 'idle';
}
/** Three quarters of a phase's time gone is *soon*. */
const SOON = 0.75;

/** The phase whose time a gate or a by-hand step takes: of a playbook that is followed, the one in which it is. */
export const clockOf = (state: CaseState, { id, phase }: { readonly id: string; readonly phase: Phase }): Phase => {
  const [followed, rest] = id.split('/', 2);
  return (
    (rest === undefined ? undefined : state.steps.find((step) => step.id.startsWith(`${followed}/`))?.clock) ?? phase
  );
};
const peopleIn = (state: CaseState, phase: Phase): number =>
  state.gates
    .filter(
      ({ node, asked, answered }) =>
        clockOf(state, node) === phase && asked && answered && answered.answer !== 'expired',
    )
    .reduce((sum, { asked, answered }) => sum + secondsBetween(asked?.at ?? '', answered?.at ?? ''), 0);

const wentOf = (state: CaseState, phase: Phase): PhaseTime['went'] => {
  const steps = state.steps.filter((step) => step.clock === phase);
  const counts = new Set(steps.filter(isContaining).map(countsAs));
  if (steps.some((step) => step.is === 'failed') || counts.has('bad')) return 'badly';
  const open =
    steps.some((step) => step.skip?.counts === 'open') ||
    state.gates.some((gate) => gate.open && clockOf(state, gate.node) === phase) ||
    state.byHands.some((byHand) => byHand.open && clockOf(state, byHand.node) === phase) ||
    counts.has('unproven');
  if (open) return 'open';
  const byHand = state.byHands.some(({ attested, node }) => attested && clockOf(state, node) === phase);
  if (byHand || steps.some((step) => step.is === 'ended')) return 'well';
  return steps.every((step) => step.skip?.counts === 'fine') ? 'idle' : 'undone';
};

export const phaseTimes = (state: CaseState, now: Date): readonly PhaseTime[] =>
  state.phases.map(({ phase, doneAt, deadline, late }) => {
    const begun = state.steps.some((step) => step.clock === phase && step.is !== 'waiting');
    const spent = Math.max(0, secondsBetween(state.clocks.start, doneAt ?? now));
    const allowed = deadline ? secondsBetween(state.clocks.start, deadline) : undefined;
    const over = allowed === undefined ? 0 : Math.max(0, spent - allowed);
    return {
      phase,
      is: doneAt ? 'done' : begun ? 'running' : 'waiting',
      spent,
      ...(allowed === undefined ? {} : { limit: allowed }),
      late: over > 0 || late ? Math.max(over, 1) : 0,
      soon: allowed !== undefined && !doneAt && over === 0 && spent >= allowed * SOON,
      people: peopleIn(state, phase),
      went: wentOf(state, phase),
    };
  });

const MARKS = { well: '✔', badly: '✘', open: '?', undone: '–', idle: '–' } as const;
const NOTHING = { undone: 'nothing was done', idle: 'nothing to do' } as const;
/** One phase's clock: `isolate ✔ 0:48 of 2:00`, `revoke ▶ soon: 0:50 left of 5:00`, `assess late by 0:12 of 30:00`. */
export const phaseClock = (time: PhaseTime, paint: Paint): string => {
  const { phase, is, spent, limit, late, soon, people, went } = time;
  const mark = is === 'done' ? ` ${MARKS[went]}` : is === 'running' ? ' ▶' : '';
  const of = limit === undefined ? '' : ` of ${span(limit)}`;
  const overdue = late > 0 ? paint.bad(`late by ${span(late)}`) : '';
  const waited = people >= 1 ? ` (people: ${span(people)} of it)` : '';
  if (is === 'done' && (went === 'undone' || went === 'idle'))
    return `${phase}${mark} ${NOTHING[went]}${late > 0 ? `, ${overdue}` : ''}`;
  if (is === 'done') return `${phase}${mark} ${span(spent)}${of}${waited}${late > 0 ? `, ${overdue}` : ''}`;
  if (late > 0) return `${phase}${mark} ${overdue}${limit === undefined ? '' : `, limit ${span(limit)}`}`;
  if (limit === undefined) return is === 'running' ? `${phase}${mark} ${span(spent)}` : phase;
  const left = `${span(limit - spent)} left`;
  return `${phase}${mark} ${soon ? paint.doubt(`soon: ${left}`) : left}`;
};
/** `isolate by 08:14:00   1:12 left`: a phase's deadline before it has begun. */
export const deadlineText = (deadline: Date, now: Date): string => {
  const left = secondsBetween(now, deadline);
  return `by ${moment(deadline, now)}   ${left >= 0 ? `${span(left)} left` : `late by ${span(-left)}`}`;
};
