import type { AnyPlaybook, Severity } from '../language/index.ts';
import { askBegan, type Asked, askSeverity, askTarget, type Screen } from '../terminal/index.ts';
import { flagOf } from './inputs.ts';
import type { Session } from './session.ts';
import { Stop, usage } from './stop.ts';
import { instanceRows } from './wizard-targets.ts';

/** "Stop here": before anything was changed. */
export const stopped = (): Stop => new Stop(2, { what: 'Stopped.', safe: 'Nothing was changed.' });
const settle = <T>(asked: Asked<T>): T | 'back' => {
  if (asked.is === 'answer') return asked.value;
  if (asked.is === 'back') return 'back';
  if (asked.is === 'stop') throw stopped();
  throw asked.is === 'missing'
    ? usage(`${asked.flag} is missing, and nobody can be asked`)
    : usage(`${asked.flag}: ${asked.because}`);
};

export const chooseTarget = async (screen: Screen, session: Session, playbook: AnyPlaybook): Promise<string> => {
  const field = playbook.asks[playbook.target];
  if (!field) throw new Error(`${playbook.id} has no question ${playbook.target}`);
  const listed = field.type === 'instance id' ? await instanceRows(session) : { rows: [] };
  for (;;) {
    const chosen = settle(await askTarget(screen, { field, flag: flagOf(playbook.target), ...listed }));
    if (chosen !== 'back') return chosen;
  }
};

export interface Urgency {
  readonly severity: Severity;
  readonly began?: Date;
}
/** Severity and earliest sign; `back` from the first leads to the target. */
export const chooseUrgency = async (screen: Screen, given: Partial<Urgency>): Promise<Urgency | 'back'> => {
  for (;;) {
    const severity = given.severity ?? settle(await askSeverity(screen));
    if (severity === 'back') return 'back';
    if (given.began) return { severity, began: given.began };
    const began = settle(await askBegan(screen, new Date()));
    if (began !== 'back') return { severity, ...(began ? { began } : {}) };
    if (given.severity) return 'back';
  }
};
