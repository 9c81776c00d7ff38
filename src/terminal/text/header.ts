import type { CaseState } from '../../engine/index.ts';
import { inert } from '../../redact/index.ts';
import { flow } from '../lines.ts';
import { type Look, paintOf } from '../paint.ts';
import { phaseClock, phaseTimes } from '../phase-times.ts';
import { sinceStart } from '../times.ts';

const MODES = { live: '', drill: 'DRILL', 'dry-run': 'DRY RUN' } as const;
/** Case, title, severity, time since the clocks started. */
export const titleLine = (state: CaseState, now: Date, look: Look): readonly string[] => {
  const paint = paintOf(look);
  const { opened, clocks, closed } = state;
  const parts = [
    ...(opened.mode === 'live' ? [] : [paint.strong(MODES[opened.mode])]),
    paint.strong(inert(opened.name)),
    inert(opened.plan.title),
    clocks.severity === 'critical' ? paint.bad('CRITICAL') : clocks.severity.toUpperCase(),
    closed ? `closed as ${inert(closed.as)}` : sinceStart(clocks.start, now),
  ];
  return flow(parts, '  ', look.columns);
};
/** The clocks of all phases that have one or are under way. */
export const clockLine = (state: CaseState, now: Date, look: Look): readonly string[] => {
  const times = phaseTimes(state, now).filter((time) => time.limit !== undefined || time.is !== 'waiting');
  return flow(
    times.map((time) => phaseClock(time, paintOf(look))),
    '    ',
    look.columns,
  );
};
