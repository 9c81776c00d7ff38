import { randomInt } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** A case's id: sorts by time, is a tag on all that a case makes, and never changes. */
export const newCaseId: () => string = monotonicFactory();

/** Nothing that is misheard or misread: no 0 O, 1 I L, U V apart only by a stroke. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const SPOKEN_LENGTH = 4;

/** `compromised-instance` → `CI`; of one word the first two letters. */
export const initialsOf = (playbook: string): string => {
  const words = playbook.toUpperCase().match(/[A-Z0-9]+/g) ?? [];
  const letters = words.length > 1 ? words.map((word) => word[0] ?? '').join('') : (words[0] ?? '').slice(0, 2);
  return letters.slice(0, 4) || 'IR';
};
/** What people say for a case: `CI-4M9T`; one letter more for each name before that was taken. */
export const spokenName = (playbook: string, clashes = 0): string => {
  const letters = Array.from({ length: SPOKEN_LENGTH + clashes }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${initialsOf(playbook)}-${letters.join('')}`;
};
/** Whether a name that came from elsewhere is one: it becomes a folder's. */
export const isSpokenName = (name: string): boolean => /^[A-Z0-9]{1,4}-[2-9A-HJKMNP-TV-Z]{4,16}$/.test(name);

/** What a person typed for a case, as ids are written; undefined where it can't be one. */
export const asSpoken = (said: string): string | undefined => {
  const word = said.trim().toUpperCase().replace(/\s+/g, '-');
  return /^[A-Z0-9][A-Z0-9-]{0,39}$/.test(word) ? word : undefined;
};
