import { choice, count, flag, list, maybe, record, text } from '../../fields/index.ts';
import { SOURCE_KINDS } from '../../host/index.ts';

/** 200 and 404 are let in; 401 and 403 are refused. All else says nothing. */
export const LET_IN = ['let in', 'refused', 'no answer', 'not asked'] as const;
export type LetIn = (typeof LET_IN)[number];
export const letIn = (status: number | undefined): LetIn =>
  status === undefined
    ? 'not asked'
    : status === 401 || status === 403
      ? 'refused'
      : status === 0 || status === 429 || status >= 500
        ? 'no answer'
        : 'let in';
/** The most telling of several: one that is let in is let in. */
export const worst = (answers: readonly LetIn[]): LetIn => LET_IN.find((each) => answers.includes(each)) ?? 'not asked';

const source = record('A place where the token stands', {
  kind: choice('Kind', SOURCE_KINDS),
  where: text('File, and what in it'),
  fingerprint: maybe(text('Fingerprint')),
  wins: flag('Does the gateway take it from here?'),
});
export const gateway = record(
  'A gateway',
  {
    id: text('Its unit, or process'),
    product: text('Product'),
    version: maybe(text('Version')),
    user: text('Runs as'),
    stateDir: text('State folder'),
    config: maybe(text('Config')),
    mode: text('Asks for'),
    bind: text('Bound to'),
    port: count('Port'),
    active: text('State'),
    why: text('How it is known which source wins'),
    sources: list(source),
  },
  'id',
);
/** How a door answers from where this program runs, before anything is changed. */
export const AT_FIRST = ['answers', 'closed', 'unknown'] as const;
/** A way to the gateway from outside of its host. */
export const doorMembers = {
  url: text('Address'),
  kind: choice('Kind', ['address', 'load balancer', 'CloudFront', 'reverse proxy', 'Tailscale']),
  /** Whether anybody on the internet may knock. */
  open: flag('Open to the internet?'),
  why: text('How it leads to the gateway'),
};
export const door = record('A door', doorMembers, 'url');
export const device = record('A paired device', { id: text('Device'), name: text('Its name') }, 'id');
export const child = record('A process that the gateway has started', {
  pid: count('Process'),
  program: text('Program'),
  args: text('Command line'),
});
export const copy = record(
  'Another file with the token',
  { path: text('File'), kind: choice('Kind', ['backup', 'text']) },
  'path',
);
export const credential = record(
  'A credential that the token gives access to',
  { id: text('Id'), name: text('Name'), where: text('Where it stands'), fingerprint: maybe(text('Fingerprint')) },
  'id',
);
