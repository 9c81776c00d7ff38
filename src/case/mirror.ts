import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Aws, CallFailed, failedWith } from '../aws/index.ts';
import type { Claim } from '../engine/index.ts';
import type { Entry, Of, Opened } from '../journal/index.ts';

/**
 * The AWS side of a case: who holds a target, and the state from before each change, so that neither depends on one
 * laptop. Kept as SSM parameters, because they can be created conditionally and need nothing to be set up:
 * - `/ir/claims/<target>`: made without overwrite; holds the case as it was opened (without its plan).
 * - `/ir/saved/<case>/<number>`: journal entries of changes, gzipped, in pieces of at most 4 KB (the limit of a
 *   standard parameter), each with the SHA-256 of the whole.
 * Tags on the target would be writable by an attacker; these are not, unless its role may write SSM parameters.
 */
export const MIRROR_CALLS = [
  'ssm:PutParameter',
  'ssm:GetParameter',
  'ssm:GetParametersByPath',
  'ssm:DeleteParameter',
] as const;
type MirrorAws = Aws<(typeof MIRROR_CALLS)[number]>;
type OpenedShort = Omit<Opened, 'plan' | 'is'> & { readonly at: string; readonly playbook: string };
interface ClaimValue {
  readonly v: 1;
  readonly opened: OpenedShort;
  readonly by: string;
  readonly since: string;
}

const CLAIMS = '/ir/claims';
const SAVED = '/ir/saved';
const PIECE = 3_900;
const claimName = (target: string): string => `${CLAIMS}/${target.replace(/[^A-Za-z0-9_.-]/g, '_')}`;
const savedPath = (caseId: string): string => `${SAVED}/${caseId}`;

export interface Mirror {
  /** A conditional write: the first case wins, and a repeat by the same case is a success. */
  readonly claim: (target: string) => Promise<Claim>;
  /** Durable on the AWS side when it returns, or given up for good (and said through `onLost`). */
  readonly save: (entries: readonly Entry[]) => Promise<void>;
  /** Saved with what comes next, or a quarter of a second later: for what nobody waits for. */
  readonly saveSoon: (entries: readonly Entry[]) => void;
  /** All that is waiting is saved, or given up. */
  readonly settle: () => Promise<void>;
}
export interface MirrorOptions {
  readonly open: (signal: AbortSignal) => MirrorAws;
  readonly opened: () => Of<'opened'>;
  readonly operator: string;
  readonly onLost: (because: string) => void;
  /** Whether the journal says that the target is ours: before that nothing is saved, for it may be somebody else's. */
  readonly isClaimed?: () => boolean;
}
/** Containment waits this long for the AWS side, no longer (evidence and bookkeeping never block it). */
const GIVE_UP_MS = 5_000;
/** PutParameter allows a few calls a second: what begins within so many milliseconds is saved together. */
const TOGETHER_MS = 2;
const SOON_MS = 250;

const because = (error: unknown): string => (error instanceof CallFailed ? error.failure.message : String(error));
const short = ({ plan, is: _is, seq: _seq, ...rest }: Of<'opened'>): OpenedShort => ({
  ...rest,
  playbook: plan.playbook,
});

/** What of an entry is needed to release or to take over: nothing else leaves the machine. */
const essence = (entry: Entry): object | undefined => {
  if (entry.is === 'began' || entry.is === 'fanned' || entry.is === 'released') return entry;
  if (entry.is !== 'ended') return undefined;
  const { calls: _calls, ...rest } = entry;
  return { ...rest, calls: [] };
};

const pack = (entries: readonly object[]): readonly string[] => {
  const text = JSON.stringify(entries);
  const sha256 = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const packed = gzipSync(text).toString('base64');
  const pieces = packed.match(new RegExp(`.{1,${PIECE}}`, 'g')) ?? [];
  return pieces.map((piece, at) => `1 ${at + 1}/${pieces.length} ${sha256} ${piece}`);
};

export const openMirror = (options: MirrorOptions): Mirror => {
  let lost: string | undefined;
  let number = 0;
  let waiting: { entries: readonly object[]; done: () => void }[] = [];
  let flushing: Promise<void> | undefined;
  let soon: NodeJS.Timeout | undefined;
  let ours = false;
  /** What came before the claim: saved behind it, or never. */
  let early: Entry[] = [];
  const aws = (): MirrorAws => options.open(AbortSignal.timeout(GIVE_UP_MS));
  const giveUp = (error: unknown): void => {
    if (lost === undefined) options.onLost(because(error));
    lost = because(error);
  };

  const claimed = (): Claim => {
    ours = true;
    saveSoon(early);
    early = [];
    return { is: 'ours' };
  };
  const claim = async (target: string): Promise<Claim> => {
    const value: ClaimValue = {
      v: 1,
      opened: short(options.opened()),
      by: options.operator,
      since: options.opened().at,
    };
    try {
      await aws()('ssm:PutParameter', {
        Name: claimName(target),
        Type: 'String',
        Overwrite: false,
        Value: JSON.stringify(value),
        Tags: [{ Key: 'ir:case', Value: options.opened().case }],
      });
      return claimed();
    } catch (error) {
      if (!failedWith(error, 'ParameterAlreadyExists')) {
        lost = because(error);
        return { is: 'unclaimed', because: lost };
      }
    }
    try {
      const holder = await readClaim(aws(), target);
      if (holder?.opened.case === options.opened().case) return claimed();
      return {
        is: 'held',
        case: holder?.opened.name ?? 'unknown',
        by: holder?.by ?? 'unknown',
        since: holder?.since ?? 'unknown',
      };
    } catch (error) {
      // Somebody holds it, and we may not read who: that is still no.
      return { is: 'held', case: 'unknown', by: because(error), since: 'unknown' };
    }
  };

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        for (const Value of lost === undefined ? pack(batch.flatMap((each) => each.entries)) : []) {
          number += 1;
          const Name = `${savedPath(options.opened().case)}/${`${Date.now()}`.padStart(14, '0')}-${`${number}`.padStart(5, '0')}`;
          await aws()('ssm:PutParameter', { Name, Type: 'String', Value, Overwrite: true });
        }
      } catch (error) {
        giveUp(error);
      }
      for (const each of batch) each.done();
    }
    flushing = undefined;
  };
  const wait = (entries: readonly Entry[]): Promise<void> => {
    const kept = entries.map(essence).filter((entry) => entry !== undefined);
    if (lost !== undefined || kept.length === 0) return Promise.resolve();
    if (!ours && options.isClaimed?.() === false) {
      early.push(...entries);
      return Promise.resolve();
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push({ entries: kept, done: resolve });
    return promise;
  };
  const start = (): Promise<void> => (flushing ??= sleep(TOGETHER_MS).then(flush));
  const settle = async (): Promise<void> => {
    clearTimeout(soon);
    if (waiting.length > 0) void start();
    await flushing;
  };
  const save = async (entries: readonly Entry[]): Promise<void> => {
    const saved = wait(entries);
    if (waiting.length > 0) void start();
    await saved;
  };
  const saveSoon = (entries: readonly Entry[]): void => {
    void wait(entries);
    clearTimeout(soon);
    soon = setTimeout(() => void settle(), SOON_MS).unref();
  };
  return { claim, save, saveSoon, settle };
};

/** Who holds a target, if anybody does. */
export const readClaim = async (aws: MirrorAws, target: string): Promise<ClaimValue | undefined> => {
  try {
    const { Parameter } = await aws('ssm:GetParameter', { Name: claimName(target) });
    return JSON.parse(Parameter?.Value ?? '') as ClaimValue;
  } catch (error) {
    if (failedWith(error, 'ParameterNotFound')) return undefined;
    throw error;
  }
};
export const takeClaim = async (
  aws: MirrorAws,
  target: string,
  opened: Of<'opened'>,
  by: string,
  at: Date,
): Promise<void> => {
  const value: ClaimValue = { v: 1, opened: short(opened), by, since: at.toISOString() };
  await aws('ssm:PutParameter', {
    Name: claimName(target),
    Type: 'String',
    Overwrite: true,
    Value: JSON.stringify(value),
  });
};
export const dropClaim = async (aws: MirrorAws, target: string): Promise<void> => {
  try {
    await aws('ssm:DeleteParameter', { Name: claimName(target) });
  } catch (error) {
    if (!failedWith(error, 'ParameterNotFound')) throw error;
  }
};

async function* parametersBelow(aws: MirrorAws, path: string): AsyncGenerator<{ name: string; value: string }> {
  for (let token: string | undefined; ;) {
    const page = await aws('ssm:GetParametersByPath', {
      Path: path,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    for (const { Name = '', Value = '' } of page.Parameters ?? []) yield { name: Name, value: Value };
    token = page.NextToken;
    if (token === undefined) return;
  }
}
/** All claims of this account and region: how a case is found on a machine that never saw it. */
export const readClaims = async (aws: MirrorAws): Promise<readonly ClaimValue[]> => {
  const claims: ClaimValue[] = [];
  for await (const { value } of parametersBelow(aws, CLAIMS)) claims.push(JSON.parse(value) as ClaimValue);
  return claims;
};
/**
 * The saved entries of a case, oldest first. Pieces whose last ones were never written are left out: the process died
 * before anything was changed on their word. A piece that is missing between others, or was changed, is an error.
 */
export const readSaved = async (aws: MirrorAws, caseId: string): Promise<readonly Entry[]> => {
  const found: { name: string; value: string }[] = [];
  for await (const one of parametersBelow(aws, savedPath(caseId))) found.push(one);
  const entries: Entry[] = [];
  let pieces: string[] = [];
  for (const { name, value } of found.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const [, part = '', sha256 = '', piece = ''] = value.split(' ');
    const [at, of] = part.split('/').map(Number);
    if (at === 1) pieces = [];
    if (at !== pieces.length + 1) throw new Error(`the piece before ${name} is missing`);
    pieces.push(piece);
    if (at !== of) continue;
    const text = gunzipSync(Buffer.from(pieces.join(''), 'base64')).toString();
    if (createHash('sha256').update(text).digest('hex').slice(0, 16) !== sha256) throw new Error(`${name} was changed`);
    entries.push(...(JSON.parse(text) as Entry[]));
    pieces = [];
  }
  return entries.toSorted((a, b) => a.seq - b.seq);
};
