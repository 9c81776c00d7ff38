import pLimit from 'p-limit';
import type { Claim, Durable } from '../engine/index.ts';
import { fingerprint } from '../redact/index.ts';
import type { Clock } from './clock.ts';
import type { CaseDeadlines } from './deadlines.ts';
import { keepEvidence } from './evidence.ts';
import { DurableFault } from './fault.ts';
import type { CaseRecord } from './record.ts';
import { sleep, type Wait, waitForSignal, type WaitOptions } from './waits.ts';

/** What all handles of one case share. */
export interface HandleOptions {
  readonly folder: string;
  readonly record: CaseRecord;
  readonly clock: Clock;
  readonly deadlines: CaseDeadlines;
  readonly waits: WaitOptions;
  readonly claim: (target: string) => Promise<Claim>;
  readonly salt: string;
}
export interface Handle {
  readonly durable: Durable;
  /** Gives up what it waits for; what is begun on it from now on is a fault. */
  readonly close: () => void;
}

/** A handle that does one durable operation at a time. A wait ends when the handle goes on to something else. */
export const openHandle = (options: HandleOptions): Handle => {
  const { record, deadlines, clock, waits } = options;
  let busy: string | undefined;
  let waiting: (Wait<unknown> & { readonly nonce?: string }) | undefined;
  let closed = false;

  const begin = (what: string): void => {
    if (closed) throw new DurableFault(`${what} on a handle whose fan-out is over`);
    if (busy !== undefined) throw new DurableFault(`${what} was begun while ${busy} runs on the same handle`);
    waiting?.giveUp();
    waiting = undefined;
  };
  const alone = async <T>(what: string, body: () => Promise<T>): Promise<T> => {
    begin(what);
    busy = what;
    try {
      return await body();
    } finally {
      busy = undefined;
    }
  };
  const waitOn = async <T>(wait: Wait<T>, nonce?: string): Promise<T> => {
    const own = { ...wait, ...(nonce === undefined ? {} : { nonce }) };
    waiting = own;
    try {
      return await wait.result;
    } finally {
      if (waiting === own) waiting = undefined;
    }
  };

  const durable: Durable = {
    entries: record.entries,
    standing: record.standings.of,
    append: async (fact) => {
      // The answer to what is waited for ends the wait by itself.
      const answers = fact.is === 'answered' ? fact.nonce : fact.is === 'attested' ? fact.key : undefined;
      const isAnswer = waiting !== undefined && answers !== undefined && answers === waiting.nonce;
      return isAnswer && busy === undefined && !closed
        ? record.append(fact)
        : alone(`append ${fact.is}`, () => record.append(fact));
    },
    tell: record.tell,
    fan: (members, atOnce, body) =>
      alone('fan', async () => {
        if (new Set(members).size < members.length) throw new DurableFault('two members of a fan-out have one name');
        const limit = pLimit(Math.max(1, atOnce));
        const results = await Promise.allSettled(
          members.map((member) =>
            limit(async () => {
              const own = openHandle(options);
              try {
                return await body(member, own.durable);
              } finally {
                own.close();
              }
            }),
          ),
        );
        return results.map((result) => {
          if (result.status === 'rejected') throw result.reason;
          return result.value;
        });
      }),
    sleepUntil: async (at) => {
      begin('sleepUntil');
      return waitOn(sleep(waits, at));
    },
    waitFor: async (name, nonce, until) => {
      begin('waitFor');
      return waitOn(waitForSignal(waits, name, nonce, until), nonce);
    },
    arm: deadlines.arm,
    disarm: (name) => alone('disarm', () => deadlines.disarm(name)),
    claim: options.claim,
    cancelled: waits.cancelled,
    keep: async (key, name, bytes) => {
      const kept = await keepEvidence(options.folder, name, bytes);
      const isRecorded = record
        .entries()
        .some(
          (entry) =>
            entry.is === 'kept' && entry.key === key && entry.file === kept.file && entry.sha256 === kept.sha256,
        );
      if (!isRecorded) await record.append({ is: 'kept', key, ...kept, bytes: bytes.byteLength });
      return kept;
    },
    now: clock.now,
    fingerprint: (secret) => fingerprint(secret, options.salt),
  };
  return {
    durable,
    close: () => {
      closed = true;
      waiting?.giveUp();
    },
  };
};
