import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openOf, stateOf, verdictOf } from '../../src/engine/index.ts';
import { CRASH_AT, readJournal } from '../../src/journal/index.ts';
import { casesIn, type CaseRead, onStage, type Stage, theCaseIn, UNATTENDED } from './stage.ts';
import { containmentOf } from './world.ts';

/** `<n>:before` or `<n>:after`: where a process kills itself, counted in the lines that it appends. */
export type Point = `${number}:${'before' | 'after'}`;
export const KILLED = 137;

/** Every point of a journal of so many lines. */
export const pointsOf = (lines: number): readonly Point[] =>
  Array.from({ length: lines }, (_, at): Point[] => [`${at + 1}:before`, `${at + 1}:after`]).flat();

/** What must be the same however often the run was killed: the world, the verdict, every step, what is open. */
const outcomeOf = (stage: Stage, { entries }: CaseRead) => {
  const state = stateOf(entries);
  return {
    world: containmentOf(stage.range, stage.id),
    verdict: verdictOf(state).is,
    open: openOf(state)
      .map(({ what, id }) => `${what} ${id}`)
      .toSorted(),
    steps: Object.fromEntries(
      state.steps.map(({ key, is, proof, skip }) => [key, [is, proof?.is, skip?.counts].filter(Boolean).join(' ')]),
    ),
    /** What can't be made twice without harm, as often as it was really carried out. */
    made: ['CreateSnapshots', 'CreateSnapshot', 'TerminateInstances'].map(
      (operation) =>
        `${operation} ${stage.range.record.of('EC2', operation).filter(({ effect, seeded }) => effect && seeded !== true).length}`,
    ),
  };
};
export type Outcome = ReturnType<typeof outcomeOf>;

/** A run without any crash: what all others are held to. */
export const golden = async (scenario: string): Promise<{ readonly outcome: Outcome; readonly lines: number }> => {
  await using stage = await onStage(scenario);
  const { exit, stderr } = await stage.run();
  if (exit !== 5) throw new Error(`the run without a crash ended with ${exit}:\n${stderr}`);
  const read = await stage.theCase();
  return { outcome: outcomeOf(stage, read), lines: read.entries.length };
};

const journalOf = (home: string, name: string): Buffer => {
  try {
    return readFileSync(join(home, 'cases', name, 'journal.jsonl'));
  } catch {
    return Buffer.alloc(0);
  }
};

/**
 * A run that is killed at the first point, resumed and killed again at each further one, then resumed to its end.
 * Returns what came of it, and complaints: a line that was lost, a chain that does not verify, an exit that is not right.
 */
export const crashed = async (
  scenario: string,
  points: readonly Point[],
): Promise<{ readonly outcome: Outcome | undefined; readonly complaints: readonly string[] }> => {
  await using stage = await onStage(scenario);
  const complaints: string[] = [];
  let kept: Buffer = Buffer.alloc(0);
  let name = '';
  for (const point of points) {
    const env = { [CRASH_AT]: point };
    const { exit, stderr } = await (name === ''
      ? stage.run(UNATTENDED, { env })
      : stage.ir(['resume', name, '--no-input', '--yes'], { env }));
    // The order of lines that come at the same time differs, and so does their number by one or two.
    if (exit !== KILLED && exit !== 5) complaints.push(`${point}: ended with ${exit}: ${stderr.slice(-600)}`);
    name = casesIn(stage.home)[0] ?? '';
    const now = journalOf(stage.home, name);
    if (!now.subarray(0, kept.length).equals(kept)) complaints.push(`${point}: a line was changed or lost`);
    const { damage } = await readJournal(join(stage.home, 'cases', name, 'journal.jsonl'));
    if (damage && now.length > 0) complaints.push(`${point}: ${damage.says}`);
    kept = now;
  }
  if (kept.length === 0) {
    // Nothing was written down, so nothing may have been done.
    if (stage.range.record.writes().length > 0) complaints.push('something was changed before the first line');
    return { outcome: undefined, complaints };
  }
  const { exit, stderr } = await stage.ir(['resume', name, '--no-input', '--yes']);
  if (exit !== 5) complaints.push(`the last resume ended with ${exit}: ${stderr.slice(-1_500)}`);
  if (!journalOf(stage.home, name).subarray(0, kept.length).equals(kept))
    complaints.push('the last resume changed or lost a line');
  return { outcome: outcomeOf(stage, await theCaseIn(stage.home)), complaints };
};
