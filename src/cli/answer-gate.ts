import { randomUUID } from 'node:crypto';
import { type CaseState, stateOf } from '../engine/index.ts';
import type { Fact } from '../journal/index.ts';
import { askTyped, screenOf } from '../terminal/index.ts';
import { folderOrStop, readCase } from './open-case.ts';
import { type Settings, settingsOf } from './settings.ts';
import { usage } from './stop.ts';
import { tellCase } from './tell-case.ts';

/** `ir approve` and `ir deny`: an answer to a question that was asked, bound to its nonce. */
export const answerGate = async (
  options: Record<string, unknown>,
  said: string,
  gate: string,
  answer: 'approved' | 'denied',
): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const folder = await folderOrStop(said);
  const state = stateOf((await readCase(folder)).entries);
  const found = state.gates.find((one) => one.gate === gate);
  const waiting = state.gates.filter((one) => one.open).map((one) => one.gate);
  const verb = answer === 'approved' ? 'approve' : 'deny';
  const only = waiting.find((one) => isLike(one, gate));
  const open = waiting.length > 0 ? `open here: ${waiting.join(', ')}` : 'none is open here';
  // What is typed next is what was most likely meant; else what asks again what is due.
  const next = only ?? (waiting.length === 1 ? waiting[0] : undefined);
  const known = next === undefined ? `status ${folder.name}` : `${verb} ${folder.name} ${next}`;
  if (!found) throw usage(`case ${folder.name} has no gate “${gate}”; ${open}`, known);
  const { asked, answered } = found;
  const declined = answered?.answer === 'denied' && answer === 'approved';
  const expired = asked !== undefined && Date.now() > Date.parse(asked.until);
  if (!asked || !(found.open || declined))
    throw usage(
      `the gate “${gate}” of case ${folder.name} is not being asked; ${open}`,
      waiting.length > 0 ? known : `resume ${folder.name}`,
    );
  if (found.destroys && answer === 'approved') await confirmDestruction(options, settings, gate, state);
  // What was declined, or has expired, can still be answered: as a new question, so that the first answer stands.
  const { shows, hits } = asked;
  const nonce = declined || expired ? randomUUID() : asked.nonce;
  const until = new Date(Date.now() + found.node.seconds * 1000).toISOString();
  const again: readonly Fact[] =
    declined || expired ? [{ is: 'asked', gate, nonce, shows, until, ...(hits === undefined ? {} : { hits }) }] : [];
  const by = settings.operator;
  const how = declined
    ? 'from another shell, after it was declined'
    : `from another shell${expired ? ', after its time was up' : ''}`;
  return tellCase(folder, settings, {
    letter: { is: 'answer', gate, answer, nonce, by, how },
    facts: () => [...again, { is: 'answered', gate, nonce, answer, by, how }],
    resume: options['resume'] !== false,
    done: `${gate}: ${answer}`,
  });
};

/** Mistyped: it begins alike, or one stands in the other. */
const isLike = (gate: string, typed: string): boolean => {
  const said = typed.toLowerCase();
  if (said.length < 3) return false;
  return gate.slice(0, 3) === said.slice(0, 3) || gate.includes(said) || said.includes(gate);
};

/** What can't be put back is approved by typing what it destroys, here as at the terminal of the run. */
const confirmDestruction = async (
  options: Readonly<Record<string, unknown>>,
  settings: Settings,
  gate: string,
  { opened, target, closed, steps }: CaseState,
): Promise<void> => {
  if (closed)
    throw usage(
      `case ${opened.name} was closed as ${closed.as}: it destroys nothing any more`,
      `status ${opened.name}`,
    );
  if (steps.some((step) => step.released?.outcome === 'released'))
    throw usage(`case ${opened.name} has been released: its target is in service again`, `status ${opened.name}`);
  const screen = screenOf(process, { ...settings, noInput: !settings.input });
  const given = typeof options['target'] === 'string' ? options['target'] : undefined;
  const typed = given ?? (screen.interactive ? await askTyped(screen, `Type ${target} to approve:`) : undefined);
  if (typed === target) return;
  throw usage(
    typed === undefined ? 'what can’t be put back wants its target named' : `“${typed}” is not the target`,
    `approve ${opened.name} ${gate} --target ${target}`,
  );
};
