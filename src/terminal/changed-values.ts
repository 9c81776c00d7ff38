import type { Values } from '../journal/index.ts';
import { cut } from './lines.ts';
import { label, shown } from './values.ts';

/** A list of rules is longer than a line that compares: the journal has it whole. */
const MOST = 100;
const isRecord = (value: unknown): value is Values =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
/** A policy's text says nothing on one line. */
const isDocument = (value: unknown): value is string => typeof value === 'string' && /^\s*[{[]/.test(value);
const said = (value: unknown): string => {
  if (value === undefined) return 'none';
  return isDocument(value) ? `a text of ${value.length} characters` : cut(shown(value), MOST);
};
const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** What differs between two states of a change, one line each: `groups: sg-0iso → sg-0web`. Of a list of things, only those that do. */
export const changedValues = (from: Values | undefined, to: Values | undefined): readonly string[] => {
  if (!from || !to) return [];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((name) => differ(from[name], to[name]))
    .flatMap((name) => inside(from[name], to[name]) ?? [`${label(name)}: ${said(from[name])} → ${said(to[name])}`]);
};
/** Members of two lists of as many records, each called by the first text in it. */
const inside = (from: unknown, to: unknown): readonly string[] | undefined => {
  if (!Array.isArray(from) || !Array.isArray(to) || from.length !== to.length || from.length === 0) return undefined;
  if (![...from, ...to].every(isRecord)) return undefined;
  return from.flatMap((member: Values, at) => {
    const called = Object.values(member).find((value) => typeof value === 'string');
    return changedValues(member, to[at] as Values).map((line) => (called ? `${shown(called)}, ${line}` : line));
  });
};
