import { DEADLINES } from '../engine/index.ts';
import type { Opened } from '../journal/index.ts';
import type { AnyPlaybook, Choices, Severity } from '../language/index.ts';
import { hashOf, planOf } from '../plan/index.ts';
import { parseTime } from '../terminal/index.ts';
import { usage } from './stop.ts';
import { VERSION } from './version.ts';

export interface Opening {
  readonly playbook: AnyPlaybook;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly mode: Opened['mode'];
  readonly severity: Severity;
  readonly began?: Date;
  readonly alerted?: Date;
  readonly operator: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly scenario?: string;
  readonly evidenceOnly: boolean;
  readonly choices: Choices;
}
/** The first entry of a case: the plan, the clocks and the choices are pinned here. */
export const openedEntry = (opening: Opening, folder: { readonly id: string; readonly name: string }): Opened => {
  const plan = planOf(opening.playbook);
  const { began, alerted, endpoint, scenario } = opening;
  return {
    is: 'opened',
    case: folder.id,
    name: folder.name,
    mode: opening.mode,
    plan,
    planHash: hashOf(plan),
    inputs: opening.inputs,
    severity: opening.severity,
    deadlines: DEADLINES[opening.severity],
    ...(began ? { began: began.toISOString() } : {}),
    ...(alerted ? { alerted: alerted.toISOString() } : {}),
    operator: opening.operator,
    region: opening.region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(scenario === undefined ? {} : { scenario }),
    evidenceOnly: opening.evidenceOnly,
    choices: opening.choices,
    version: VERSION,
  };
};
export const choicesOf = (options: Readonly<Record<string, unknown>>): Choices => ({
  cutConnections: options['cutConnections'] === true,
  falsePositive: false,
  unattended: false,
});
const TIMES = (name: string): string => `--${name} 08:00, --${name} "3h ago", or ISO 8601`;
/** `--began` and `--alerted`: a time that is in the future is a mistake. */
export const timeOf = (options: Readonly<Record<string, unknown>>, name: string, now: Date): Date | undefined => {
  const given = options[name];
  if (typeof given !== 'string') return undefined;
  const time = parseTime(given, now);
  if (!time.ok) throw usage(`--${name}: ${time.because}`, TIMES(name));
  if (time.value > now) throw usage(`--${name}: ${time.value.toISOString()} is in the future`, TIMES(name));
  return time.value;
};
