import type { Entry, Fact } from '../journal/index.ts';
import { callAt, type Clock } from './clock.ts';
import type { CaseRecord } from './record.ts';

/** Deadlines that fire exactly once, also when they passed while nothing ran. */
export interface CaseDeadlines {
  readonly arm: (name: string, at: Date, fact: Fact) => void;
  readonly disarm: (name: string) => Promise<'in-time' | 'breached'>;
  readonly close: () => void;
}
interface Armed {
  readonly at: Date;
  readonly fact: Fact;
  readonly stop: () => void;
}
/** The same however its members are ordered, and without what an entry has besides. */
const shape = (fact: Fact | Entry): string =>
  JSON.stringify(
    Object.entries(fact)
      .filter(([name, value]) => name !== 'seq' && name !== 'at' && value !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

export const openDeadlines = (record: CaseRecord, clock: Clock): CaseDeadlines => {
  const armed = new Map<string, Armed>();
  const firing = new Map<string, Promise<unknown>>();
  const fire = (fact: Fact): Promise<unknown> => {
    const wanted = shape(fact);
    const under = firing.get(wanted);
    if (under) return under;
    // The journal says whether it has fired: in this process or one before it.
    const isRecorded = record.entries().some((entry) => entry.is === fact.is && shape(entry) === wanted);
    const fired = isRecorded ? Promise.resolve() : record.append(fact);
    firing.set(wanted, fired);
    // A journal that can't be written says so to the next who needs it.
    fired.catch(() => firing.delete(wanted));
    return fired;
  };
  return {
    arm: (name, at, fact) => {
      armed.get(name)?.stop();
      armed.set(name, { at, fact, stop: callAt(clock, at, () => void fire(fact), true) });
    },
    disarm: async (name) => {
      const one = armed.get(name);
      armed.delete(name);
      if (!one) return 'in-time';
      one.stop();
      if (clock.now() < one.at) return 'in-time';
      await fire(one.fact);
      return 'breached';
    },
    close: () => {
      for (const { stop } of armed.values()) stop();
      armed.clear();
    },
  };
};
