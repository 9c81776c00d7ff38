import type { Entry, Of } from '../journal/index.ts';
import { inert } from '../redact/index.ts';
import { failureText } from './failure-text.ts';
import { verdictText, WORDS } from './proof-text.ts';
import { RELEASED } from './released-words.ts';
import { moment } from './times.ts';
import { shown } from './values.ts';

const endedText = ({ verdict, found }: Of<'ended'>): string => {
  const made = found === true ? 'done before, found again' : 'done';
  return verdict ? `${made}; ${verdictText(verdict)} (${WORDS[verdict.by]})` : made;
};
const openedText = (entry: Of<'opened'>): string => {
  const { name, plan, mode, severity, region, operator, inputs, endpoint } = entry;
  const where = endpoint === undefined ? region : `${region} at ${endpoint}`;
  return inert(
    `case ${name} opened: ${plan.title}, ${mode === 'drill' ? 'DRILL' : mode}, ${severity}, ` +
      `${shown(inputs[plan.target])}, ${where}, by ${operator}${entry.evidenceOnly ? ', evidence only' : ''}`,
  );
};

/** How the plan calls what stands in a journal by its id. */
export interface Wording {
  readonly nameOf: (key: string) => string;
  readonly reasonOf: (because: string) => string;
}
const SAYS: { readonly [K in Entry['is']]: (entry: Of<K>, wording: Wording) => string } = {
  opened: (entry) => openedText(entry),
  resumed: (entry) =>
    inert(`resumed by ${entry.operator} on ${entry.host}${entry.because === undefined ? '' : `: ${entry.because}`}`),
  identified: (entry) =>
    `working as ${inert(entry.identity.arn)}${entry.suspect ? ': THE SUSPECT’S OWN CREDENTIALS' : ''}`,
  began: (entry, { nameOf }) => `${nameOf(entry.key)}: begun${entry.attempt > 1 ? `, attempt ${entry.attempt}` : ''}`,
  ended: (entry, { nameOf }) => `${nameOf(entry.key)}: ${endedText(entry)}`,
  failed: (entry, { nameOf }) => `${nameOf(entry.key)}: FAILED, ${failureText(entry.failure)}`,
  skipped: (entry, { nameOf, reasonOf }) => {
    const how = { fine: 'not applicable', open: 'waits', lost: 'not done' }[entry.counts];
    return `${nameOf(entry.key)}: ${how}, ${reasonOf(entry.because)}`;
  },
  fanned: (entry, { nameOf }) =>
    `${nameOf(entry.key)}: for ${entry.names.length === 0 ? 'none' : `${entry.names.length}: ${inert(entry.names.join(', '))}`}`,
  said: (entry, { nameOf }) => `${nameOf(entry.key)}: ${inert(entry.what)}`,
  kept: (entry, { nameOf }) =>
    `${nameOf(entry.key)}: kept ${inert(entry.file)}, ${entry.bytes} bytes, SHA-256 ${inert(entry.sha256)}`,
  asked: (entry) => `approval “${inert(entry.gate)}” asked, until ${moment(entry.until, entry.at)}`,
  answered: (entry) => `approval “${inert(entry.gate)}” ${entry.answer} by ${inert(entry.by)} (${inert(entry.how)})`,
  awaited: (entry, { nameOf }) => `${nameOf(entry.key)}: waits for a person, until ${moment(entry.until, entry.at)}`,
  attested: (entry, { nameOf }) => `${nameOf(entry.key)}: attested by ${inert(entry.by)}: ${shown(entry.proof)}`,
  verified: (entry, { nameOf }) => {
    const by = entry.changedBy === undefined ? '' : `, changed by ${inert(entry.changedBy)}`;
    return `${nameOf(entry.key)}: read again: ${verdictText(entry.verdict)}${by}`;
  },
  claimed: (entry) =>
    `${inert(entry.target)} claimed at ${inert(entry.where)}${entry.taken === undefined ? '' : `, taken over: ${inert(entry.taken)}`}`,
  held: (entry) =>
    `${inert(entry.target)} is held by case ${inert(entry.case)} of ${inert(entry.by)} since ${moment(entry.since, entry.at)}: nothing is written`,
  unclaimed: (entry) =>
    `${inert(entry.target)} could not be claimed, so release works only from this machine: ${inert(entry.because)}`,
  late: (entry) => `LATE: ${entry.phase} was due at ${moment(entry.deadline, entry.at)}`,
  noted: (entry) => `note by ${inert(entry.by)}: ${inert(entry.text)}`,
  set: (entry) => {
    const severity = entry.severity === undefined ? '' : ` severity ${entry.severity}`;
    const began = entry.began === undefined ? '' : ` began ${entry.began}`;
    const touch = entry.evidenceOnly === undefined ? '' : entry.evidenceOnly ? ' evidence only' : ' contain as planned';
    return `set by ${inert(entry.by)}:${severity}${began}${touch}`;
  },
  aborted: (entry) => `aborted by ${inert(entry.by)}: ${inert(entry.because)}`,
  interrupted: (entry) => `interrupted (${inert(entry.by)}): everything so far is recorded`,
  paused: (entry) => `the run ends here: ${inert(entry.verdict)}, exit ${entry.exit}`,
  releasing: (entry) =>
    `release of ${entry.keys.length} changes begun by ${inert(entry.by)}${entry.falsePositive ? ', false positive' : ''}`,
  released: (entry, { nameOf }) =>
    `${nameOf(entry.key)}: ${RELEASED[entry.outcome]}${entry.because === undefined ? '' : `, ${inert(entry.because)}`}`,
  closed: (entry) => `closed as ${inert(entry.as)} by ${inert(entry.by)}`,
};
/** What an entry says, in one plain line. */
export const eventText = (entry: Entry, wording: Wording): string =>
  (SAYS[entry.is] as (entry: Entry, wording: Wording) => string)(entry, wording);
