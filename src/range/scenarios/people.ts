import type { PersonAnswer } from './scenario.ts';

const afterMs = 200;

/** The people of most drills: the role may be taken away, the instance stays, and somebody looked from outside. */
export const inTheMorning: Readonly<Record<string, PersonAnswer>> = {
  'take-the-role-away': { answer: 'approve', afterMs },
  terminate: { answer: 'deny', afterMs },
  'connections-gone': {
    answer: 'done',
    proof: { seen: 'flow logs: no packet to or from the instance for two minutes' },
    afterMs,
  },
  rebuild: { answer: 'done', afterMs },
};
