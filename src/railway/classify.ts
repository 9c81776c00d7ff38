import { stripVTControlCharacters } from 'node:util';
import { scrubText } from '../redact/index.ts';
import { INSTALL, OLDEST, UPGRADE } from './needs.ts';
import type { RailwayFailure } from './failure.ts';

/** How a started program ended. */
export interface Ended {
  readonly exit: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it could not be started: `ENOENT`. */
  readonly error?: string;
  /** It was cut off: its time was up. */
  readonly late: boolean;
}
const LONGEST = 300;

/**
 * The program has one exit code for all of its failures (1; 2 for arguments that it does not know), so its words tell
 * (railwayapp/cli 5.43.1: src/errors.rs, src/controllers/project.rs, src/main.rs). The first that fits counts.
 */
const KNOWN: readonly (readonly [RegExp, RailwayFailure['reason'], string])[] = [
  [/unexpected argument|unrecognized subcommand/, 'not-ready', 'CLI_TOO_OLD'],
  [/no linked project|no service linked|no (?:project|environment) (?:specified|linked)/i, 'not-found', 'NOT_LINKED'],
  [/not authorized|do not have access|is restricted|two-factor authentication is required/i, 'denied', 'NO_ACCESS'],
  [
    /unauthorized|not signed in|no longer valid|login state is corrupt|invalid RAILWAY_(?:API_)?TOKEN/i,
    'no-credentials',
    'UNAUTHORIZED',
  ],
  [/ratelimited/i, 'unreachable', 'RATELIMITED'],
  [/failed to fetch|error sending request|timed out|dns error|connection (?:refused|reset)/i, 'unreachable', 'FETCH'],
  [/request failed with HTTP 5\d\d/i, 'unreachable', 'HTTP_5XX'],
  [/cannot be redeployed/i, 'refused', 'CANNOT_REDEPLOY'],
  [/not found|is deleted|has no services|doesn.t exist/i, 'not-found', 'NOT_FOUND'],
];
const NEXT: Readonly<Record<string, string>> = {
  CLI_TOO_OLD: `the railway program is older than ${OLDEST}: ${UPGRADE}`,
  NOT_LINKED: 'change to the folder that is linked to the project, or add --project and --environment',
  UNAUTHORIZED: 'railway login, or set RAILWAY_API_TOKEN',
};

/** What of a GraphQL answer says what was wrong; its data is never quoted. */
const graphqlSays = (stdout: string): string | undefined => {
  try {
    const { errors } = JSON.parse(stdout) as { errors?: readonly { message?: unknown }[] };
    const message = errors?.[0]?.message;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
};
const wordsOf = ({ stderr, stdout, exit }: Ended): string => {
  const line = stripVTControlCharacters(stderr)
    .split('\n')
    .map((each) => each.trim().replace(/^error: /i, ''))
    .find((each) => each !== '' && !/^(warning|Caused by|New version)/i.test(each));
  const said = graphqlSays(stdout) ?? line ?? `it ended with ${exit ?? 'a signal'} and said nothing`;
  return scrubText(said).slice(0, LONGEST);
};

/** Turns how the program ended into a failure, by its own words. */
export const classify = (ended: Ended): RailwayFailure => {
  if (ended.error === 'ENOENT') return { reason: 'not-ready', code: 'CLI_MISSING', message: INSTALL };
  if (ended.late) return { reason: 'unreachable', code: 'TIMEOUT', message: 'railway did not end in time' };
  if (ended.error !== undefined)
    return { reason: 'not-ready', code: ended.error, message: `railway can’t be started: ${ended.error}` };
  const message = wordsOf(ended);
  const [, reason, code] = KNOWN.find(([words]) => words.test(message)) ?? [undefined, 'refused', 'ERROR'];
  const next = NEXT[code];
  return { reason, code, message: next === undefined ? message : `${message} (${next})` };
};
