import type { CaseState } from '../engine/index.ts';

/** The first read failed, and nothing that keeps or changes was ever begun: all the rest follows from that one failure. */
export const isNothingBegun = ({ steps: [first, ...rest] }: CaseState): boolean =>
  first?.is === 'failed' && rest.every((step) => step.does === 'looks' || step.began === undefined);
