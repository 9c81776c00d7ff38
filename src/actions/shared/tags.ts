import { createHash } from 'node:crypto';
import type { Use } from '../../language/index.ts';

/** The step without its attempt: what attempt 1 made and lost the answer of, attempt 2 must find. */
const stepOf = ({ key }: Pick<Use, 'key'>): string => key.replace(/#\d+$/, '');

/** The tags on everything that a case makes. */
export const caseTags = (use: Use): { Key: string; Value: string }[] => [
  { Key: 'ir:case', Value: use.caseId },
  { Key: 'ir:step', Value: stepOf(use).slice(0, 256) },
];
/** Filters that find what this step made. */
export const madeHere = (use: Use): { Name: string; Values: string[] }[] =>
  caseTags(use).map(({ Key, Value }) => ({ Name: `tag:${Key}`, Values: [Value] }));

/** The first 8 hexadecimal digits of a digest: for names that say nothing to a suspect who reads them (T26). */
export const neutral = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8);
/** What tells this step's SSM commands from others (a comment holds at most 100 characters). */
export const commentOf = (use: Use): string => `${use.caseId} ${neutral(stepOf(use))}`;
