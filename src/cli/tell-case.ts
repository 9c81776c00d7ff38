import { type CaseFolder, leave, type OpenCase, type Sent } from '../case/index.ts';
import { type Fact, holderOf } from '../journal/index.ts';
import { recordOnly, resumeCase } from './resume-case.ts';
import { changesOf } from './case-session.ts';
import { openedOf, readCase } from './open-case.ts';
import { jsonLine } from './json.ts';
import type { Settings } from './settings.ts';

export interface Word {
  /** For the process that holds the case. */
  readonly letter: Sent;
  /** For the journal, where nobody holds it. */
  readonly facts: (held: OpenCase) => readonly Fact[];
  /** Go on with the run afterwards, if nobody does already. */
  readonly resume: boolean;
  readonly done: string;
}
/**
 * A word to a case from another shell: into its inbox where a process holds it, else straight into the journal, and on
 * with the run.
 */
export const tellCase = async (folder: CaseFolder, settings: Settings, word: Word): Promise<number> => {
  const holder = await holderOf(folder.lock);
  if (holder) {
    await leave(folder.inbox, word.letter);
    sayJson(folder, settings, word, 'given to the run');
    process.stderr.write(
      `${word.done}: given to the run of ${holder.operator} on ${holder.host} (process ${holder.pid}).\n`,
    );
    return 0;
  }
  const changed = changesOf(openedOf((await readCase(folder)).entries));
  if (word.resume && !changed) return resumeCase(folder, settings, word.facts);
  await recordOnly(folder, settings, word.facts);
  sayJson(folder, settings, word, 'recorded');
  process.stderr.write(`${word.done}: recorded in case ${folder.name}.\n`);
  if (word.resume && changed)
    process.stderr.write(
      `The run does not go on: the playbook has changed since (${changed.join(', ')}). ${settings.program} resume ${folder.name} says more.\n`,
    );
  return 0;
};

const sayJson = ({ name }: CaseFolder, { json, jsonl }: Settings, { done }: Word, how: string): void => {
  if (json || jsonl) process.stdout.write(jsonLine({ case: name, done, how }));
};
