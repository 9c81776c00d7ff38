import { type CaseState, countsAs, isContaining, verdictOf } from '../../engine/index.ts';
import { type Phase, PHASES } from '../../language/index.ts';
import { inert } from '../../redact/index.ts';
import { cut, pad } from '../lines.ts';
import { type Look, paintOf } from '../paint.ts';
import { phaseTimes } from '../phase-times.ts';
import { clockLine, titleLine } from '../text/header.ts';
import { headline, painted } from '../text/verdict-words.ts';
import { span, took } from '../times.ts';
import { widthOf } from '../width.ts';
import { type LiveRow, liveRows, type Mark } from './row.ts';

export interface FrameRow {
  readonly id: string;
  readonly mark: Mark;
  /** Without text it is folded away. */
  readonly text?: string;
}
export interface FramePhase {
  readonly phase: Phase;
  readonly mark: Mark;
  readonly text: string;
  readonly rows: readonly FrameRow[];
}
/** All that the live run shows at one moment; the renderer only draws it. */
export interface Frame {
  readonly mark: Mark;
  readonly header: readonly string[];
  readonly phases: readonly FramePhase[];
}
/** Indentation and icon in front of a step's text, and what the renderer keeps free. */
const MARGIN = 8;
const TIME = 7;

const truth = (state: CaseState, look: Look): readonly string[] => {
  const { is } = verdictOf(state);
  const containing = state.steps.filter(isContaining);
  const holds = containing.filter((step) => countsAs(step) === 'holds').length;
  const waits = [
    ...state.gates.filter((gate) => gate.open).map(({ gate }) => `approval ${gate}`),
    ...state.byHands.filter((byHand) => byHand.open).map(({ key }) => `by hand ${key}`),
  ];
  const of = `${holds} of ${containing.length} containing changes hold`;
  return [
    `True now: ${painted(is, paintOf(look), headline(state, is))}, ${of}`,
    ...(waits.length === 0 ? [] : [cut(`Waits for: ${waits.map(inert).join(', ')}`, look.columns)]),
  ];
};
/** What must be read whole: what goes on, what went wrong, what waits. It may take a second line. */
const TELLING = new Set<Mark>(['running', 'bad', 'open']);
const rowText = (row: LiveRow, titles: number, width: number): string => {
  const time = (row.seconds === undefined ? '' : took(row.seconds)).padStart(TIME);
  const whole = `${pad(cut(row.title, titles), titles)}  ${time}  ${row.detail}`.trimEnd();
  if (!TELLING.has(row.mark) || widthOf(whole) <= width) return cut(whole, width);
  const head = `${cut(row.title, width - TIME - 2)}  ${time.trimStart()}`.trimEnd();
  return `${head}\n  ${cut(row.detail, width - 2)}`;
};

/** Which rows of a phase fit: what runs, failed or waits for a person first, then what comes next, then what is done. */
const fitting = (rows: readonly Drawn[], room: number): ReadonlySet<string> => {
  const order: readonly Mark[] = ['running', 'bad', 'open', 'waiting', 'good', 'skipped'];
  const shown = new Set<string>();
  let left = room;
  for (const { id, text } of order.flatMap((mark) => rows.filter((row) => row.mark === mark))) {
    left -= text.split('\n').length;
    if (left < 0 && shown.size > 0) break;
    shown.add(id);
  }
  return shown;
};
interface Drawn {
  readonly id: string;
  readonly mark: Mark;
  readonly text: string;
}
const MARKS = { well: 'good', badly: 'bad', open: 'open', undone: 'skipped', idle: 'skipped' } as const;

/** Titles get what details leave, and more than half in any case. */
const titleWidth = (rows: readonly LiveRow[], width: number): number => {
  const widest = (of: (row: LiveRow) => string): number => Math.max(...rows.map((row) => widthOf(of(row))));
  const left = width - TIME - 4 - widest((row) => row.detail);
  return Math.min(
    widest((row) => row.title),
    Math.max(Math.floor(width * 0.55), left),
  );
};

/** What to draw now, so that it fits on a terminal of so many lines: finished phases and those to come are one line. */
export const frameOf = (state: CaseState, now: Date, look: Look, height: number): Frame => {
  const times = phaseTimes(state, now);
  const rows = liveRows(state, now);
  const phases = PHASES.filter((phase) => rows.some((row) => row.phase === phase));
  const header = [
    ...titleLine(state, now, narrow(look)),
    ...clockLine(state, now, narrow(look)),
    ...truth(state, narrow(look)),
  ];
  const active = times.filter((time) => time.is === 'running').length;
  const room = Math.floor((height - header.length - phases.length - 2) / Math.max(1, active));
  const { is } = verdictOf(state);
  return {
    mark: is === 'contained' ? 'good' : is === 'not contained' ? 'bad' : 'open',
    header,
    phases: phases.map((phase) => {
      const own = rows.filter((row) => row.phase === phase);
      const time = times.find((each) => each.phase === phase);
      const width = look.columns - MARGIN;
      const titles = titleWidth(own, width);
      const drawn = own.map(({ id, mark, ...row }) => ({
        id,
        mark,
        text: rowText({ id, mark, ...row }, titles, width),
      }));
      const shown = fitting(drawn, room);
      const settled = own.filter((row) => row.mark !== 'waiting' && row.mark !== 'running').length;
      const clock =
        time?.is === 'done' && time.limit !== undefined ? `   ${span(time.spent)} of ${span(time.limit)}` : '';
      return {
        phase,
        mark: time?.is === 'done' ? MARKS[time.went] : (time?.is ?? 'waiting'),
        text: `${phase}${clock}   ${settled} of ${own.length} steps`,
        rows: drawn.map(({ id, mark, text }) => ({ id, mark, ...(shown.has(id) ? { text } : {}) })),
      };
    }),
  };
};
const narrow = (look: Look): Look => ({ columns: look.columns - 4, color: look.color });
