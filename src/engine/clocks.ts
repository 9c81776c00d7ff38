import type { Deadlines, Entry, Opened } from '../journal/index.ts';
import type { Phase, Severity } from '../language/index.ts';

const MINUTE = 60;
const HOUR = 3600;
/**
 * Seconds from the alert. Critical and the first responses are the seeds' own; the rest are defaults (architecture §2).
 * One table, pinned in a case's first entry.
 */
export const DEADLINES: Readonly<Record<Severity, Deadlines>> = {
  critical: { 'first-response': 5 * MINUTE, isolate: 2 * MINUTE, revoke: 5 * MINUTE, assess: 30 * MINUTE },
  high: { 'first-response': HOUR, isolate: HOUR, revoke: HOUR, assess: 4 * HOUR },
  medium: { 'first-response': 24 * HOUR, isolate: 24 * HOUR, revoke: 24 * HOUR, assess: 48 * HOUR },
};

/** A case's times as they stand: `ir set` may have changed severity or began. */
export interface Clocks {
  readonly severity: Severity;
  /** Where the clocks start: the alert, else when the case was declared. */
  readonly start: Date;
  /** The earliest sign; without one, where the clocks start. Only sets how far back the review looks. */
  readonly began: Date;
  readonly deadlines: Deadlines;
}
export const clocksOf = (opened: Opened & { readonly at: string }, entries: readonly Entry[]): Clocks => {
  const start = new Date(opened.alerted ?? opened.at);
  let severity = opened.severity;
  let deadlines = opened.deadlines;
  let began = opened.began;
  for (const entry of entries)
    if (entry.is === 'set') {
      severity = entry.severity ?? severity;
      deadlines = entry.deadlines ?? deadlines;
      began = entry.began ?? began;
    }
  return { severity, start, deadlines, began: new Date(began ?? start) };
};
/** When a phase should be done; `start` where its clocks start elsewhere, as those of a playbook that is followed. */
export const deadlineOf = (clocks: Clocks, phase: Phase, start = clocks.start): Date | undefined => {
  const seconds = clocks.deadlines[phase];
  return seconds === undefined ? undefined : new Date(start.getTime() + seconds * 1000);
};

/** Whether nothing may be touched: said when the case was opened, or at go / no-go. */
export const isEvidenceOnly = (opened: Opened, entries: readonly Entry[]): boolean => {
  const set = entries.findLast((entry) => entry.is === 'set' && entry.evidenceOnly !== undefined);
  return set?.is === 'set' ? set.evidenceOnly === true : opened.evidenceOnly;
};
