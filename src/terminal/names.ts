import type { StepState } from '../engine/index.ts';
import { type Plan, walk } from '../plan/index.ts';
import { inert } from '../redact/index.ts';

/** The member of a fan-out that a journal key belongs to. */
export const memberOf = (key: string): string | undefined => {
  const member = /\[([^\]]+)\]\/[^[\]]*$/.exec(key)?.[1];
  // What was never fanned out has no members to name.
  return member === '?' ? undefined : member;
};
/** `release:nics[eni-0a…]/isolate#2` → `isolate`. */
const nodeIdOf = (key: string): string =>
  key
    .replace(/^release:/, '')
    .replace(/#\d+$/, '')
    .replace(/^.*\]\//, '');

/** Branches and fan-outs have ids, and no titles: they are called by the first thing that is done in them. */
export const containerNames = (plan: Plan): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  for (const node of walk(plan.nodes)) {
    if (!('body' in node)) continue;
    const first = [...walk(node.body)].find((one) => one.kind === 'step' || one.kind === 'by-hand');
    if (first) names.set(node.id, first.kind === 'step' ? first.title : `By hand: ${first.id}`);
  }
  return names;
};
/** Whether a key is that of a branch which a condition decides. */
export const isBranch = (plan: Plan, key: string): boolean =>
  [...walk(plan.nodes)].some((node) => node.kind === 'when' && node.id === nodeIdOf(key));

/** What a journal key is called: its step's title, and the member where it is in a fan-out. */
export const namesOf = (plan: Plan): ((key: string) => string) => {
  const titles = new Map(containerNames(plan));
  for (const node of walk(plan.nodes)) {
    if (node.kind === 'step') titles.set(node.id, node.title);
    if (node.kind === 'by-hand') titles.set(node.id, `By hand: ${node.id}`);
  }
  return (key) => {
    const title = titles.get(nodeIdOf(key)) ?? nodeIdOf(key);
    const member = memberOf(key);
    return inert(member === undefined ? title : `${title} (${member})`);
  };
};
export const titleOf = (step: StepState): string => {
  const member = memberOf(step.key);
  return inert(member === undefined ? step.title : `${step.title} (${member})`);
};
