import type { Entry, Of } from '../journal/index.ts';
import type { Letter } from './letter.ts';

/** Which questions are asked, which by-hand steps are awaited, and what was answered: a fold over the journal. */
export interface Questions {
  readonly take: (entry: Entry) => void;
  /** The answer to the question with this nonce: the first one counts. */
  readonly answered: (nonce: string) => Of<'answered'> | undefined;
  /** Whether a question with this nonce was ever asked. */
  readonly isAsked: (nonce: string) => boolean;
  /** The proof of a by-hand step, given since it was last awaited. */
  readonly attested: (key: string) => Of<'attested'> | undefined;
  /** The question that a letter answers, or why it does not count. */
  readonly questionOf: (letter: Answer) => Of<'asked'> | string;
  /** Why a letter's proof does not count, or undefined. */
  readonly whyNotDone: (key: string) => string | undefined;
}
type Answer = Extract<Letter, { readonly is: 'answer' }>;

const bare = (gate: string): string => gate.replace(/^gate:/, '');

export const questions = (): Questions => {
  const asked = new Map<string, Of<'asked'>>();
  const byNonce = new Map<string, Of<'asked'>>();
  const answers = new Map<string, Of<'answered'>>();
  const awaited = new Set<string>();
  const proofs = new Map<string, Of<'attested'>>();
  return {
    take: (entry) => {
      switch (entry.is) {
        case 'asked':
          asked.set(bare(entry.gate), entry);
          byNonce.set(entry.nonce, entry);
          return;
        case 'answered':
          if (!answers.has(entry.nonce)) answers.set(entry.nonce, entry);
          return;
        case 'awaited':
          awaited.add(entry.key);
          proofs.delete(entry.key);
          return;
        case 'attested':
          if (!proofs.has(entry.key)) proofs.set(entry.key, entry);
          return;
        default: // nobody is asked
      }
    },
    answered: (nonce) => answers.get(nonce),
    isAsked: (nonce) => byNonce.has(nonce),
    attested: (key) => proofs.get(key),
    questionOf: ({ gate, nonce, at }) => {
      const question = asked.get(bare(gate));
      if (!question) return 'nobody has asked it';
      if (nonce !== undefined && nonce !== question.nonce)
        return byNonce.has(nonce) ? 'it has been asked again since' : 'it is the answer to another question';
      if (answers.has(question.nonce)) return 'it is answered already';
      if (nonce === undefined && at < question.at) return 'it was given before the question was asked';
      return at > question.until ? 'it came too late' : question;
    },
    whyNotDone: (key) =>
      proofs.has(key) ? 'it is attested already' : awaited.has(key) ? undefined : 'it is not waited for',
  };
};
