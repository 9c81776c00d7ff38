import type { Deadlines, Values } from '../journal/index.ts';
import { SEVERITIES, type Severity } from '../language/index.ts';

interface From {
  readonly by: string;
  /** When it was left: an answer given in time counts, also when it is taken in late. */
  readonly at: string;
}
/** What another shell leaves for whoever runs the case. */
export type Letter = From &
  (
    | {
        readonly is: 'answer';
        readonly gate: string;
        readonly answer: 'approved' | 'denied';
        /** Of the question that was read; without it, of the one that is asked when this is taken in. */
        readonly nonce?: string;
        readonly how?: string;
      }
    | { readonly is: 'done'; readonly key: string; readonly proof: Values }
    | { readonly is: 'note'; readonly text: string }
    | { readonly is: 'abort'; readonly because: string }
    | {
        readonly is: 'set';
        readonly severity?: Severity;
        readonly began?: string;
        readonly deadlines?: Deadlines;
        readonly evidenceOnly?: boolean;
      }
  );
/** A letter as its sender writes it; the time is put on by the inbox. */
export type Sent = Letter extends infer L ? (L extends Letter ? Omit<L, 'at'> : never) : never;

type Raw = Readonly<Record<string, unknown>>;
const isText = (value: unknown): value is string => typeof value === 'string';
const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const isOptional = (value: unknown, check: (value: unknown) => boolean): boolean => value === undefined || check(value);

const CHECKS: Readonly<Record<Letter['is'], (raw: Raw) => boolean>> = {
  answer: (raw) =>
    isText(raw['gate']) &&
    (raw['answer'] === 'approved' || raw['answer'] === 'denied') &&
    isOptional(raw['nonce'], isText) &&
    isOptional(raw['how'], isText),
  done: (raw) => isText(raw['key']) && isRecord(raw['proof']),
  note: (raw) => isText(raw['text']),
  abort: (raw) => isText(raw['because']),
  set: (raw) =>
    isOptional(raw['severity'], (it) => SEVERITIES.some((severity) => severity === it)) &&
    isOptional(raw['evidenceOnly'], (it) => typeof it === 'boolean') &&
    isOptional(raw['began'], (it) => isText(it) && !Number.isNaN(Date.parse(it))) &&
    isOptional(raw['deadlines'], (it) => isRecord(it) && Object.values(it).every((s) => Number.isFinite(s))),
};
/** The letter in these bytes, or undefined where there is none that can be read. */
export const parseLetter = (text: string): Letter | undefined => {
  try {
    const raw: unknown = JSON.parse(text);
    if (!isRecord(raw) || !isText(raw['by']) || !isText(raw['at']) || Number.isNaN(Date.parse(raw['at'])))
      return undefined;
    const is = raw['is'];
    return isText(is) && Object.hasOwn(CHECKS, is) && CHECKS[is as Letter['is']](raw)
      ? (raw as unknown as Letter)
      : undefined;
  } catch {
    return undefined;
  }
};
