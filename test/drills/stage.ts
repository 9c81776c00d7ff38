import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CaseState, stateOf } from '../../src/engine/index.ts';
import { type Entry, readJournal } from '../../src/journal/index.ts';
import { type Range, type RangeOptions, startRange } from '../../src/range/index.ts';
import { makeRig, type Rig, type Running } from '../rig/index.ts';

type Env = Readonly<Record<string, string>>;
type Options = Parameters<Rig['ir']>[1];

/** A range in this process, and the real program in another one beside it, with the range's credentials. */
export interface Stage extends AsyncDisposable {
  readonly range: Range;
  readonly rig: Rig;
  /** The instance that the scenario is about. */
  readonly id: string;
  readonly env: Env;
  /** Where the cases of this stage's program are. */
  readonly home: string;
  readonly ir: (args: readonly string[], options?: Options) => Running;
  /** `ir run compromised-instance` of the target, critical, at the range, that nobody is asked about. */
  readonly run: (flags?: readonly string[], options?: Options) => Running;
  /** The one case that was opened. */
  readonly theCase: () => Promise<CaseRead>;
  /** The same range seen from another machine: a home of its own, without a journal. */
  readonly elsewhere: () => Elsewhere;
}
export interface Elsewhere extends AsyncDisposable {
  readonly home: string;
  readonly ir: Stage['ir'];
  readonly run: Stage['run'];
}
export interface CaseRead {
  readonly name: string;
  readonly folder: string;
  readonly entries: readonly Entry[];
  readonly state: CaseState;
}

/** What a run does without people: `--no-input --yes`. */
export const UNATTENDED = ['--severity', 'critical', '--no-input', '--yes'] as const;

export const onStage = async (scenario: string, options: Partial<RangeOptions> = {}): Promise<Stage> => {
  const bugs: unknown[] = [];
  const range = await startRange({ scenario, onBug: (error) => bugs.push(error), ...options });
  const rig = makeRig();
  const id = range.targets[0]?.instanceId ?? '';
  const env: Env = { ...range.credentials };
  const there = ['--endpoint-url', range.endpoint, '--region', range.region];
  const at = (machine: Rig): Elsewhere => {
    const ir: Stage['ir'] = (args, more = {}) => machine.ir(args, { ...more, env: { ...env, ...more.env } });
    return {
      home: join(machine.home, 'state'),
      ir,
      run: (flags = UNATTENDED, more) =>
        ir(['run', 'compromised-instance', '--instance-id', id, ...flags, ...there], more),
      [Symbol.asyncDispose]: () => machine[Symbol.asyncDispose](),
    };
  };
  const here = at(rig);
  return {
    range,
    rig,
    id,
    env,
    home: here.home,
    ir: here.ir,
    run: here.run,
    theCase: () => theCaseIn(here.home),
    elsewhere: () => at(makeRig()),
    [Symbol.asyncDispose]: async () => {
      await rig[Symbol.asyncDispose]();
      await range.stop();
      if (bugs.length > 0) throw new AggregateError(bugs, 'the range has bugs');
    },
  };
};

/** The cases of a home, by name. */
export const casesIn = (home: string): readonly string[] => {
  try {
    return readdirSync(join(home, 'cases')).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
};
/** The one case of a home; fails where its journal's chain does not verify. */
export const theCaseIn = async (home: string): Promise<CaseRead> => {
  const names = casesIn(home);
  const [name = ''] = names;
  if (names.length !== 1) throw new Error(`there should be one case, and there are: ${names.join(', ') || 'none'}`);
  const folder = join(home, 'cases', name);
  const { entries, damage } = await readJournal(join(folder, 'journal.jsonl'));
  if (damage) throw new Error(`the journal of ${name} is damaged: ${damage.says}`);
  return { name, folder, entries, state: stateOf(entries) };
};
export const textOf = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8');

/** How the step stands whose journal key begins so: `isolate-the-interface`. */
export const stepsOf = (state: CaseState, id: string): CaseState['steps'] => {
  const found = state.steps.filter((step) => step.id === id || step.id.endsWith(`/${id}`));
  if (found.length === 0) throw new Error(`no step ${id}; there are ${state.steps.map((step) => step.id).join(', ')}`);
  return found;
};
export const stepOf = (state: CaseState, id: string): CaseState['steps'][number] => {
  const [found, more] = stepsOf(state, id);
  if (!found || more) throw new Error(`${id} is no single step`);
  return found;
};
