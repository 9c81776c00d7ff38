import { failureOf } from './failure.ts';
import type { Question, Reply, Signal } from './ports.ts';
import type { Spot } from './run-context.ts';

/**
 * Asks at the host and waits for an answer from elsewhere, whichever comes first. A host that fails must not end the
 * run: it has no answer, and the question stays open.
 */
export const askPerson = async (
  { context, durable }: Spot,
  question: Question,
  elsewhere: Promise<Signal>,
): Promise<Reply | Signal> => {
  const done = new AbortController();
  const here = async (): Promise<Reply> => {
    try {
      return await context.host.ask(question, done.signal);
    } catch (error) {
      durable.tell({ is: 'noted', text: `a question could not be asked here: ${failureOf(error).message}`, by: 'ir' });
      return { is: 'later' };
    }
  };
  try {
    return await Promise.race([here(), elsewhere]);
  } finally {
    done.abort();
  }
};
