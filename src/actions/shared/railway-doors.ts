import { setTimeout as pause } from 'node:timers/promises';
import { list, record, text, type ValueOf } from '../../fields/index.ts';
import type { Knock } from '../../aws/index.ts';
import { doesNotHold, holds, unproven, type Use, type Verdict } from '../../language/index.ts';
import type { Known } from './railway-secrets.ts';

type Answer = 'let in' | 'refused' | 'closed' | 'no answer' | 'not asked';
/** How one address took each of what it was asked with. */
export const answered = list(
  record(
    'A door',
    {
      url: text('Address'),
      leaked: text('The leaked token'),
      nobody: text('No token at all'),
      setup: text('The leaked setup password'),
      fresh: text('The new token'),
    },
    'url',
  ),
);
type Answered = ValueOf<typeof answered>;

/** A tool that only lists (domain: 401 refused, 200 or 404 let in). */
const ASK = { body: JSON.stringify({ tool: 'sessions_list', action: 'json', args: {} }) };
const GATEWAY = '/tools/invoke';
const PAGE = '/setup';
const TRIES = 3;
const MOST_WAIT_S = 5;

const said = (status: number, isPage: boolean): Answer => {
  if (status === 401 || status === 403) return 'refused';
  // A bad gateway in front of one that does not listen to it is as closed as a port that nobody answers.
  if (status >= 502 && status <= 504) return 'closed';
  // A wrapper that is not set up leads everybody to its setup page, whatever they know.
  if ((status >= 300 && status < 400) || status === 429 || status >= 500) return 'no answer';
  return isPage && status >= 400 ? 'no answer' : 'let in';
};
const ask = async (knock: Knock, use: Use): Promise<Answer> => {
  for (let left = TRIES; ; left -= 1) {
    const came = await use.outside(knock, use.signal);
    if (came.is !== 'answered') return came.is === 'closed' ? 'closed' : 'no answer';
    if (came.status !== 429 || left === 1) return said(came.status, knock.method === 'GET');
    await pause(Math.min(came.retryAfter ?? 1, MOST_WAIT_S) * 1_000);
  }
};
const worst = (answers: readonly Answer[]): Answer =>
  (['let in', 'no answer', 'closed', 'refused'] as const).find((each) => answers.includes(each)) ?? 'not asked';

/**
 * One address, as anybody on the internet could: with each token that leaked, with none, with the old setup password, and
 * with the new token where the old ones are not let in. The field of an address lets only https through, or this machine.
 */
const askAt = async (origin: string, known: Known, use: Use): Promise<Answered[number]> => {
  const url = new URL(GATEWAY, origin).href;
  const [leaked, nobody, setup] = await Promise.all([
    Promise.all([...known.tokens].map((bearer) => ask({ ...ASK, url, bearer }, use))),
    ask({ ...ASK, url }, use),
    Promise.all(
      [...known.passwords].map((password) => ask({ url: new URL(PAGE, origin).href, method: 'GET', password }, use)),
    ),
  ]);
  const isOpen = [...leaked, nobody].includes('let in');
  const fresh =
    known.token === undefined || isOpen ? 'not asked' : await ask({ ...ASK, url, bearer: known.token }, use);
  return { url: origin, leaked: worst(leaked), nobody, setup: worst(setup), fresh };
};
export const askDoors = (urls: readonly string[], known: Known, use: Use): Promise<Answered> =>
  Promise.all([...new Set(urls)].map((url) => askAt(url, known, use)));

export const letsIn = ({ leaked, nobody, setup }: Answered[number]): string | undefined => {
  if (leaked === 'let in') return 'lets the leaked token in';
  if (nobody === 'let in') return 'lets in whoever sends no token at all: the wrapper adds it by itself';
  return setup === 'let in' ? 'takes the leaked setup password' : undefined;
};
const lineOf = ({ url, leaked, nobody, setup, fresh }: Answered[number]): string =>
  `${url}: leaked token ${leaked}, no token ${nobody}, leaked setup password ${setup}, new token ${fresh}`;

/** Whether what leaked is dead, by what the doors said. A door that could not be asked proves nothing. */
export const proofOf = (doors: Answered): Verdict => {
  const by = 'outside-probe';
  if (doors.length === 0) return unproven('no public address of the service is known: add --url', by);
  const all = doors.map(lineOf).join('; ');
  const open = doors.find((door) => letsIn(door) !== undefined);
  if (open) return doesNotHold(`${open.url} ${letsIn(open)}`, by);
  if (doors.some(({ leaked }) => leaked === 'not asked'))
    return unproven(`the leaked token is not known here, so it could not be asked with; ${all}`, by);
  const isProven = ({ leaked, nobody, setup, fresh }: Answered[number]): boolean =>
    leaked === 'refused' &&
    nobody === 'refused' &&
    (setup === 'refused' || setup === 'not asked') &&
    fresh === 'let in';
  return doors.every(isProven) ? holds(all, by) : unproven(all, by);
};
