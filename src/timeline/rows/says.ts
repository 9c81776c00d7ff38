import type { CaseState } from '../../engine/index.ts';
import type { Entry, Of } from '../../journal/index.ts';
import { about, bytesIn, count, inWords, lasting, momentOf, platformOf } from '../words.ts';
import { endSaid, failureSaid, verdictSaid } from './step-said.ts';

/** Says an entry in the past tense, one fact. Undefined where it is no fact of its own (progress, a beginning whose end follows). */
export const saysOf = (state: CaseState): ((entry: Entry) => string | undefined) => {
  const titles = new Map(state.steps.map((step) => [step.key, step.title]));
  const kinds = new Map(state.steps.map((step) => [step.key, step.does]));
  const gates = new Map(state.gates.map((gate) => [gate.gate, gate.node.question]));
  const tasks = new Map(state.byHands.map((task) => [task.key, task.node.instruction]));
  const named = (key: string): string => about(titles.get(key) ?? `“${key.replace(/^.*\//, '')}”`, key);
  const gate = (id: string): string => `“${gates.get(id) ?? id}”`;
  const task = (key: string): string => `“${tasks.get(key) ?? key}”`;
  const began = new Map<string, Of<'began'>>();
  const ends = new Set(
    state.entries.flatMap((entry) =>
      entry.is === 'ended' || entry.is === 'failed' ? [`${entry.key}#${entry.attempt}`] : [],
    ),
  );
  const took = (entry: { readonly key: string; readonly at: string }): string => {
    const from = began.get(entry.key);
    return from ? ` in ${lasting(Date.parse(entry.at) - Date.parse(from.at))}` : '';
  };
  const again = (attempt: number): string => (attempt > 1 ? ` (attempt ${attempt})` : '');

  const platform = platformOf(state.opened.plan);
  return (entry) => {
    switch (entry.is) {
      case 'opened': {
        const mode = { live: 'live', drill: 'as a drill', 'dry-run': 'as a dry run' }[entry.mode];
        return `Opened case ${entry.name}, ${mode}: ${entry.plan.title}, against ${state.target}; severity ${entry.severity}`;
      }
      case 'resumed':
        return `Went on with the run on ${entry.host}${entry.because === undefined ? '' : `: ${entry.because}`}`;
      case 'identified':
        return entry.suspect
          ? `Stopped: AWS knew the caller as the suspect’s own ${entry.identity.arn}`
          : `Acted in ${platform} as ${entry.identity.arn}`;
      case 'began':
        began.set(entry.key, entry);
        return ends.has(`${entry.key}#${entry.attempt}`) || kinds.get(entry.key) === 'looks'
          ? undefined
          : `${named(entry.key)}: begun${again(entry.attempt)}; its end was not recorded`;
      case 'ended':
        return `${named(entry.key)}: ${endSaid(entry, kinds.get(entry.key))}${took(entry)}${again(entry.attempt)}${verdictSaid(entry.verdict)}`;
      case 'failed':
        return `${named(entry.key)}: failed${again(entry.attempt)}; ${failureSaid(entry.failure)}`;
      case 'skipped':
        if (entry.calls) return `${named(entry.key)}: rehearsed; ${entry.because}`;
        // A branch that was not needed is no fact of its own; what is in it says the same of itself.
        if (entry.counts === 'fine' && !titles.has(entry.key)) return undefined;
        return `${named(entry.key)}: ${SKIPPED[entry.counts]}; ${entry.because}`;
      case 'fanned':
        if (entry.names.length === 1) return undefined;
        return `${named(entry.key)}: found ${entry.names.length === 0 ? 'none' : `${entry.names.length}: ${inWords(entry.names)}`}`;
      case 'said':
        return undefined;
      case 'kept':
        return `${named(entry.key)}: kept ${entry.file}, ${bytesIn(entry.bytes)}`;
      case 'asked':
        return `Asked for approval: ${gate(entry.gate)}${entry.hits === undefined ? '' : ` (hits ${count(entry.hits, 'other')})`}; open until ${momentOf(entry.until)}`;
      case 'answered':
        return entry.answer === 'expired'
          ? `Nobody answered in time: ${gate(entry.gate)}`
          : `${entry.answer === 'approved' ? 'Approved' : 'Declined'}: ${gate(entry.gate)} (${entry.how})`;
      case 'awaited':
        return `Asked a person to do by hand: ${task(entry.key)}; until ${momentOf(entry.until)}`;
      case 'attested':
        return `Did by hand, and attested: ${task(entry.key)}${Object.keys(entry.proof).length === 0 ? '' : `; ${inWords(entry.proof)}`}`;
      case 'verified':
        return `${named(entry.key)}: read again${verdictSaid(entry.verdict)}${entry.changedBy === undefined ? '' : `; changed by ${entry.changedBy}`}`;
      case 'claimed':
        return `Claimed ${entry.target} in ${entry.where}${entry.taken === undefined ? '' : `; taken over: ${entry.taken}`}`;
      case 'held':
        return `Found ${entry.target} held by case ${entry.case} since ${entry.since}; nothing was written`;
      case 'unclaimed':
        return platform === 'AWS'
          ? `Could not claim ${entry.target} on the AWS side: ${entry.because}; release works only from that machine`
          : `Claimed ${entry.target} on no other machine: ${entry.because}`;
      case 'late':
        return `The deadline of ${entry.phase} passed (${momentOf(entry.deadline)})`;
      case 'noted':
        return `Noted: ${entry.text}`;
      case 'set': {
        const severity = entry.severity === undefined ? [] : [`severity to ${entry.severity}`];
        const earliest = entry.began === undefined ? [] : [`the earliest sign to ${momentOf(entry.began)}`];
        const deadlines = entry.deadlines === undefined ? [] : ['the deadlines'];
        return `Set ${[...severity, ...earliest, ...deadlines].join(', ') || 'nothing'}`;
      }
      case 'aborted':
        return `Aborted the run: ${entry.because}`;
      case 'interrupted':
        return 'Interrupted the run';
      case 'paused':
        return `Left the run with exit code ${entry.exit}: ${entry.verdict}`;
      case 'releasing':
        return `Began the release of ${count(entry.keys.length, 'change')}${entry.falsePositive ? ', as a false positive' : ''}`;
      case 'released':
        return `${named(entry.key)}: ${RELEASED[entry.outcome]}${entry.because === undefined ? '' : `, ${entry.because}`}`;
      case 'closed':
        return `Closed the case as ${entry.as}${entry.stands.length === 0 ? '' : `; still standing: ${entry.stands.join(', ')}`}`;
    }
  };
};
const SKIPPED = { fine: 'not applicable', open: 'put off', lost: 'not done' } as const;
const RELEASED = {
  released: 'put back',
  kept: 'not put back yet',
  drifted: 'not put back',
  gone: 'needed no putting back',
  failed: 'could not be put back',
} as const;
