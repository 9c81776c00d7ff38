import type { Opened } from '../journal/index.ts';

/** What a case is about: the answer to the question that its playbook calls the target. */
export const targetOf = ({ inputs, plan }: Opened): string => {
  const target = inputs[plan.target];
  return typeof target === 'string' ? target : '';
};
