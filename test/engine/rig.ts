import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import { type CaseFolder, createCase, type DurableOptions, openDurable, type OpenCase } from '../../src/case/index.ts';
import {
  type CaseState,
  DEADLINES,
  type Host,
  openOf,
  type Question,
  type Reply,
  run,
  type RunOptions,
  stateOf,
  verdictOf,
} from '../../src/engine/index.ts';
import { text } from '../../src/fields/index.ts';
import type { Entry, Opened } from '../../src/journal/index.ts';
import { type AnyPlaybook, definePlaybook, type Runbook } from '../../src/language/index.ts';
import type { Ref } from '../../src/language/refs.ts';
import { hashOf, type Plan, planOf } from '../../src/plan/index.ts';
import { type Things, thingsOf } from './things.ts';
import { openWorld, type World } from './world.ts';

/** One world for a file of tests, empty before each of them. */
export interface Rig {
  readonly world: World;
  readonly things: Things;
}
export const rigged = (): Rig => {
  const rig = {} as { world: World; things: Things };
  beforeAll(async () => {
    rig.world = await openWorld();
    rig.things = thingsOf(rig.world);
  });
  beforeEach(() => rig.world.mend());
  afterAll(() => rig.world.stop());
  return rig;
};

type Steps = (asks: { readonly target: Ref<string> }, runbook: Runbook) => void;
/** A playbook that is asked for a target, and does this. */
export const playbookOf = (steps: Steps, id = 'test'): AnyPlaybook =>
  definePlaybook({
    id,
    title: 'Test',
    useWhen: 'never',
    asks: { target: text('Target') },
    target: 'target',
    steps,
  }) as unknown as AnyPlaybook;

export const openedOf = (plan: Plan, folder: Pick<CaseFolder, 'id' | 'name'>, more: Partial<Opened> = {}): Opened => ({
  is: 'opened',
  case: folder.id,
  name: folder.name,
  mode: 'drill',
  plan,
  planHash: hashOf(plan),
  inputs: { target: 'target' },
  severity: 'critical',
  deadlines: DEADLINES.critical,
  operator: 'alice',
  region: 'us-west-2',
  evidenceOnly: false,
  choices: { cutConnections: false, falsePositive: false, unattended: false },
  version: '0.1.0',
  ...more,
});

export type Answer = (question: Question, signal: AbortSignal) => Reply | Promise<Reply>;
export const LATER: Reply = { is: 'later' };
export const approve = (by = 'alice'): Reply => ({ is: 'answer', answer: 'approved', by, how: 'typed' });
export const deny = (by = 'alice'): Reply => ({ is: 'answer', answer: 'denied', by, how: 'typed' });
export const done = (proof: Readonly<Record<string, unknown>>): Reply => ({ is: 'attested', proof, by: 'alice' });
const hostOf = (answer: Answer): Host => ({
  tell: () => undefined,
  ask: (question, signal) => Promise.resolve(answer(question, signal)),
});

/** A case of a playbook, run in this process as often as a test likes. */
export interface Case {
  readonly folder: CaseFolder;
  /** Opens the journal, walks the plan, closes it; hands back the case as it stands. */
  readonly go: (options?: GoOptions) => Promise<CaseState>;
  /** The same for anything else that is done with an open case. */
  readonly hold: <T>(body: (held: OpenCase, options: RunOptions) => Promise<T>, options?: GoOptions) => Promise<T>;
}
export interface GoOptions
  extends Partial<Omit<RunOptions, 'durable' | 'host'>>, Partial<Omit<DurableOptions, 'folder'>> {
  readonly answer?: Answer;
  readonly opened?: Partial<Opened>;
  /** Called with the open case before it is walked. */
  readonly first?: (held: OpenCase) => unknown;
}

export const caseOf = async ({ world, things }: Rig, playbook: AnyPlaybook): Promise<Case> => {
  const home = await mkdtemp(join(tmpdir(), 'ir-engine-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const made = await createCase(home, playbook.id);
  if (!made.ok) throw new Error(made.message);
  const { folder } = made;
  const plan = planOf(playbook);
  const hold: Case['hold'] = async (body, options = {}) => {
    const { answer = () => LATER, opened, first, clock, file, mirror, ...more } = options;
    const held = await openDurable({
      folder,
      operator: 'alice',
      ...(clock ? { clock } : {}),
      ...(file ? { file } : {}),
      ...(mirror ? { mirror } : {}),
    });
    if (!held.ok) throw new Error(held.message);
    try {
      const { durable } = held;
      if (durable.entries().length === 0) await durable.append(openedOf(plan, folder, opened));
      else await durable.append({ is: 'resumed', operator: 'alice', host: 'here', pid: 1 });
      await first?.(held);
      return await body(held, {
        durable,
        host: hostOf(answer),
        door: world.door,
        actions: things.all,
        patience: [1],
        ...more,
      });
    } finally {
      await held.close().catch(() => undefined);
    }
  };
  const go: Case['go'] = (options) =>
    hold(async ({ durable }, given) => {
      await run(given);
      return stateOf(durable.entries());
    }, options);
  return { folder, go, hold };
};

export const stepOf = (state: CaseState, key: string) => {
  const found = state.steps.find((step) => step.key === key);
  if (!found) throw new Error(`no step ${key} among ${state.steps.map((step) => step.key).join(', ')}`);
  return found;
};
/** How each step stands, in one word, by its key; a skip with what it counts as. */
export const standsOf = (state: CaseState): Readonly<Record<string, string>> =>
  Object.fromEntries(
    state.steps.map((step) => [
      step.key,
      step.is === 'skipped' ? `skipped ${step.skip?.counts}` : (step.proof?.is ?? step.is),
    ]),
  );
export const verdictIs = (state: CaseState): string => verdictOf(state).is;
export const openIn = (state: CaseState): readonly string[] => openOf(state).map(({ what, id }) => `${what} ${id}`);
export const ofKind = <K extends Entry['is']>(
  state: Pick<CaseState, 'entries'>,
  is: K,
): readonly Extract<Entry, { readonly is: K }>[] =>
  state.entries.filter((entry): entry is Extract<Entry, { readonly is: K }> => entry.is === is);
