import { setTimeout as pause } from 'node:timers/promises';
import type { Knocked } from '../../aws/index.ts';
import type { Use } from '../../language/index.ts';
import { type LetIn, letIn } from './gateways.ts';

/** What a gateway answers to: it only lists (domain: 401 refused, 200 or 404 let in). */
const PATH = '/tools/invoke';
const BODY = JSON.stringify({ tool: 'sessions_list', action: 'json', args: {} });
const TRIES = 4;
/** The current product locks an address out for 300 after ten wrong tokens [M: 2026.9.6]: that is not waited for. */
const LONGEST_SECONDS = 5;

/** How a door took a token: as an HTTP status, or why it did not. */
export interface AtDoor {
  readonly is: LetIn | 'closed' | 'unknown';
  readonly said: string;
}
/** A bad gateway in front of one that does not listen to it is as closed as a port that nobody answers. */
const BEHIND = new Set([502, 503, 504]);

export const knockAt = async (url: string, bearer: string, use: Use): Promise<AtDoor> => {
  for (let left = TRIES; ; left -= 1) {
    const came: Knocked = await use.outside({ url: new URL(PATH, url).href, bearer, body: BODY }, use.signal);
    if (came.is !== 'answered') return { is: came.is, said: came.why };
    const { retryAfter: wait = 1 } = came;
    if (came.status === 429 && wait > LONGEST_SECONDS)
      return { is: 'no answer', said: `429: it listens to nobody from here for ${wait} seconds` };
    if (came.status === 429 && left > 1) {
      await pause(wait * 1_000);
      continue;
    }
    if (BEHIND.has(came.status)) return { is: 'closed', said: String(came.status) };
    return { is: letIn(came.status), said: String(came.status) };
  }
};
