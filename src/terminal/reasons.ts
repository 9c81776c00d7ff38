import type { Plan } from '../plan/index.ts';
import { inert } from '../redact/index.ts';
import { containerNames } from './names.ts';
import { property } from './values.ts';

const CONDITION = /^not needed: (\S+) is (.+)$/;
const WORDS: Readonly<Record<string, string>> = { true: 'yes', false: 'no', absent: 'none' };

/**
 * Why a step was not run, in words: the journal names the plan's outputs and branches by their ids, which say nothing to
 * whoever reads them at a screen. Approvals keep theirs: they are what a person types.
 */
export const reasonsOf = (plan: Plan): ((because: string) => string) => {
  const names = containerNames(plan);
  return (because) => {
    const [, path, value] = CONDITION.exec(because) ?? [];
    if (path !== undefined && value !== undefined)
      return `not needed here (${property(path)}: ${inert(WORDS[value] ?? value)})`;
    return inert(because.replace(/“([^”]+)”/g, (whole, id: string) => (names.has(id) ? `“${names.get(id)}”` : whole)));
  };
};
