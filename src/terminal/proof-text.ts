import type { Proof } from '../engine/index.ts';
import type { Verdict, Word } from '../language/index.ts';
import { inert } from '../redact/index.ts';
import { moment } from './times.ts';

/** By whose word something holds. */
export const WORDS: Readonly<Record<Word, string>> = {
  'aws-read': 'AWS read',
  'railway-read': 'Railway read',
  'outside-probe': 'probe from outside',
  'host-said': 'the host’s own word',
  'person-said': 'a person’s word',
};
/** `holds, no active session`; `does not hold, …`; `unproven, …`. */
export const verdictText = (verdict: Verdict): string => {
  const why = verdict.is === 'holds' ? verdict.detail : verdict.because;
  return why === undefined ? verdict.is : `${verdict.is}, ${inert(why)}`;
};
/** `now`: a proof of another day says so. */
export const sourceText = (proof: Proof, now: Date): string => `${WORDS[proof.by]}, ${moment(proof.at, now)}`;
/** With by whose word, and when it was read. */
export const proofText = (proof: Proof, now: Date): string => `${verdictText(proof)} (${sourceText(proof, now)})`;
