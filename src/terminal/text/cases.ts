import { type CaseState, openOf, verdictOf } from '../../engine/index.ts';
import { inert } from '../../redact/index.ts';
import { cut, hang, pad, textOf } from '../lines.ts';
import { type Look, paintOf, PLAIN } from '../paint.ts';
import { phaseClock, phaseTimes } from '../phase-times.ts';
import { widthOf } from '../width.ts';
import { commandOf } from './commands.ts';
import { headlineNow, isLeft } from './verdict-words.ts';

/** One case in a list: what a person must know to choose which to look at. */
export interface CaseRow {
  readonly name: string;
  readonly playbook: string;
  readonly target: string;
  readonly severity: string;
  /** The phase it is in, with its clock. */
  readonly clock: string;
  readonly verdict: string;
  readonly waitsFor: string;
  /** It was left in the middle, and nobody is walking it. */
  readonly stopped: boolean;
  /** Seconds to the nearest deadline, for the order; closed cases come last. */
  readonly left: number;
}
/** `isWalked`: a process holds the case, and goes on with it. */
export const caseRow = (state: CaseState, now: Date, isWalked = true): CaseRow => {
  const times = phaseTimes(state, now);
  const current =
    times.find((time) => time.is !== 'done' && time.limit !== undefined) ??
    times.findLast((time) => time.limit !== undefined);
  const [open] = openOf(state);
  const paint = paintOf({ color: false });
  const left = current?.limit === undefined ? Number.MAX_SAFE_INTEGER - 1 : current.limit - current.spent;
  const more = openOf(state).length > 1 ? ` and ${openOf(state).length - 1} more` : '';
  return {
    name: inert(state.opened.name),
    playbook: inert(state.opened.plan.playbook),
    target: inert(state.target),
    severity: state.clocks.severity,
    clock: state.closed
      ? `closed as ${inert(state.closed.as)}`
      : current
        ? phaseClock({ ...current, people: 0 }, paint)
        : '',
    verdict: `${state.opened.mode === 'drill' ? 'DRILL ' : ''}${headlineNow(state, verdictOf(state).is, isWalked)}`,
    waitsFor: open ? `${open.what} ${inert(open.id)}${more}` : '',
    stopped: isLeft(state, isWalked),
    left: state.closed ? Number.MAX_SAFE_INTEGER : left,
  };
};
const WIDE = 120;
const GAP = '  ';

/** One line per case, the most urgent clock first. What does not fit is cut at the end, never in the middle. */
export const renderCases = (rows: readonly CaseRow[], program: string, look: Look = PLAIN): string => {
  if (rows.length === 0) return 'No open cases.\n';
  const cells = rows
    .toSorted((a, b) => a.left - b.left)
    .map((row) => [
      row.name,
      row.severity === 'critical' ? 'CRITICAL' : row.severity,
      row.verdict.replace(/:.*/, ''),
      row.clock,
      row.target,
      // The case's name begins with the playbook's initials.
      ...(look.columns >= WIDE ? [row.playbook] : []),
      row.waitsFor === '' ? '' : `waits: ${row.waitsFor}`,
    ]);
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((row) => widthOf(row[at] ?? ''))));
  const lines = cells.map((row) =>
    cut(
      row
        .map((cell, at) => pad(cell, widths[at] ?? 0))
        .join(GAP)
        .trimEnd(),
      look.columns,
    ),
  );
  const left = rows
    .filter((row) => row.stopped)
    .flatMap(({ name }) =>
      hang(
        '',
        `${name} was stopped, and nobody is walking it. Type: ${commandOf(program, `resume ${name}`)}`,
        look.columns,
        2,
      ),
    );
  return textOf([...lines, ...left]);
};
