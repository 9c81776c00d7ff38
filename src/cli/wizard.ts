import { rm } from 'node:fs/promises';
import { type CaseFolder, dropClaim, leave, MIRROR_CALLS, type OpenCase } from '../case/index.ts';
import { clocksOf, DEADLINES, stateOf } from '../engine/index.ts';
import type { Entry, Skip, Values } from '../journal/index.ts';
import type { AnyPlaybook, Severity } from '../language/index.ts';
import { planOf } from '../plan/index.ts';
import {
  askGo,
  askYes,
  equivalentCommand,
  type PlanFacts,
  renderPlan,
  renderProblem,
  type Screen,
  showPlan,
} from '../terminal/index.ts';
import { hold, mirrorFor, newCase, openedOf } from './open-case.ts';
import { choicesOf, openedEntry } from './open-entry.ts';
import { prepareCase } from './prepare-case.ts';
import { handleFor, type Session, sessionOn } from './session.ts';
import type { Settings } from './settings.ts';
import { instanceOfStack } from './stack-target.ts';
import { Stop } from './stop.ts';
import { walkCase } from './walk-case.ts';
import { wizardHost, type WizardHost } from './wizard-host.ts';
import { chooseTarget, chooseUrgency, stopped, type Urgency } from './wizard-questions.ts';

export interface Wizard {
  readonly settings: Settings;
  readonly screen: Screen;
  readonly playbook: AnyPlaybook;
  readonly given: Readonly<Record<string, unknown>>;
  /** In place of an instance's id. */
  readonly stack?: string;
  readonly dryRun: boolean;
  readonly options: Record<string, unknown>;
  readonly severity?: Severity;
  readonly times: { readonly began: Date | undefined; readonly alerted: Date | undefined };
}

/** The same run as by flags: what the flags leave open is asked, and reads and snapshots go on meanwhile. */
export const wizard = async (asked: Wizard): Promise<number> => {
  const { screen, playbook, given } = asked;
  const { platform } = playbook;
  const session = await sessionOn(platform, asked.settings, false, (question) => askYes(screen, question));
  // What was agreed on holds for all that follows: a dry run, and the command that says the same by flags.
  const { endpoint } = session;
  const region = platform === undefined ? { region: session.region } : {};
  const settings = { ...asked.settings, ...region, ...(endpoint === undefined ? {} : { endpointUrl: endpoint }) };
  const job = { ...asked, settings };
  screen.err(
    `\n  ${playbook.title}   live · ${session.region}${session.endpoint === undefined ? '' : ` · ${session.endpoint}`} · ${settings.operator}\n\n`,
  );
  const named = asked.stack === undefined ? given[playbook.target] : await instanceOfStack(session, asked.stack);
  for (let target = named; ; target = undefined) {
    target ??= await chooseTarget(screen, session, playbook);
    const exit = await onTarget(job, session, { ...given, [playbook.target]: target });
    if (exit !== 'another target') return exit;
  }
};

const HOW = 'go / no-go';
const REFUSALS: Readonly<Record<'evidence only' | 'stop' | 'another target', Skip>> = {
  'evidence only': { counts: 'lost', because: 'evidence only: nothing is touched' },
  stop: { counts: 'open', because: 'a person stopped here, before anything was changed' },
  'another target': { counts: 'open', because: 'a person chose another target' },
};

const onTarget = async (
  job: Wizard,
  session: Session,
  inputs: Readonly<Record<string, unknown>>,
): Promise<number | 'another target'> => {
  const { settings, screen, playbook, times, options } = job;
  const opening = {
    playbook,
    inputs,
    mode: session.mode,
    severity: job.severity ?? 'high',
    operator: settings.operator,
    region: session.region,
    evidenceOnly: options['evidenceOnly'] === true,
    choices: choicesOf(options),
    ...(times.alerted ? { alerted: times.alerted } : {}),
    ...(times.began ? { began: times.began } : {}),
    ...(session.endpoint === undefined ? {} : { endpoint: session.endpoint }),
  } as const;
  const held = await prepareCase(playbook.id, async (made) => {
    const opened: OpenCase = await hold(
      made,
      settings,
      mirrorFor(session, settings, () => opened),
    );
    return opened;
  });
  const { folder } = held;
  const host = wizardHost(screen, settings);
  const go = Promise.withResolvers<Skip | undefined>();
  let chosen: Chosen | undefined;
  const ask = async (): Promise<boolean> => {
    try {
      chosen = await choose({ job, held, host, folder });
      if (chosen === 'evidence only') await setEvidenceOnly(held, settings, folder);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      chosen = 'stop';
      if (error.problem.what !== stopped().problem.what) screen.err(renderProblem(error.problem, screen));
    } finally {
      const refused = chosen === 'contain' || chosen === undefined ? undefined : REFUSALS[chosen];
      go.resolve(chosen === undefined ? REFUSALS.stop : refused);
    }
    if (chosen === 'contain' || chosen === 'evidence only') {
      host.show();
      return true;
    }
    await held.abort(settings.operator, `${HOW}: ${chosen}`);
    return false;
  };
  const exit = await walkCase(
    { held, session, settings, screen, host, beside: { go: go.promise, ask } },
    openedEntry(opening, folder),
  );
  if (chosen === 'contain' || chosen === 'evidence only') return exit;
  await leaveNothing(job, session, folder, host);
  return chosen === 'another target' ? chosen : 2;
};

/** A case that was not gone on with: its claim is given up, and what it kept as evidence is named. */
const leaveNothing = async (
  { settings, screen }: Wizard,
  session: Session,
  folder: CaseFolder,
  host: WizardHost,
): Promise<void> => {
  const state = stateOf(host.heard());
  const kept = state.steps.filter((step) => step.does === 'keeps' && step.is === 'ended').map((step) => step.title);
  if (state.claim?.is === 'claimed') await dropClaim(handleFor(session, MIRROR_CALLS), state.target);
  session.door.close();
  if (kept.length === 0) {
    await rm(folder.path, { recursive: true, force: true });
    screen.err('  Nothing was changed, and nothing is left.\n');
    return;
  }
  screen.err(`  Nothing was changed. Kept as evidence, tagged with case ${folder.name}: ${kept.join('; ')}\n`);
  screen.err(`  Close the case with: ${settings.program} close ${folder.name} --as false-positive\n`);
};

type Chosen = 'contain' | 'evidence only' | 'stop' | 'another target';
interface Choosing {
  readonly job: Wizard;
  readonly held: OpenCase;
  readonly host: WizardHost;
  readonly folder: CaseFolder;
}

/** Severity, earliest sign, the plan, go or no-go. */
const choose = async ({ job, held, host, folder }: Choosing): Promise<Chosen> => {
  const { screen, settings, playbook } = job;
  const first = await host.first;
  if (first.is === 'failed') {
    screen.err(`  ✘ ${first.failure.message}\n`);
    return first.failure.reason === 'not-found' ? 'another target' : 'stop';
  }
  const urgency = await chooseUrgency(screen, {
    ...(job.severity ? { severity: job.severity } : {}),
    ...(job.times.began ? { began: job.times.began } : {}),
  });
  if (urgency === 'back') return 'another target';
  await setUrgency(held, settings, urgency, folder);
  const opened = openedOf(held.durable.entries());
  const clocks = {
    ...clocksOf(opened, held.durable.entries()),
    severity: urgency.severity,
    deadlines: DEADLINES[urgency.severity],
  };
  const { output } = first;
  const factsNow = (): PlanFacts => ({
    hazards: (output['hazards'] ?? []) as string[],
    outputs: outputsOf(host.heard()),
  });
  showPlan(screen, planOf(playbook), clocks, factsNow());
  for (;;) {
    const asked = await askGo(screen);
    if (asked.is === 'back') return 'another target';
    if (asked.is !== 'answer') throw stopped();
    switch (asked.value) {
      case 'contain':
      case 'evidence only':
        screen.err(`  the same by flags: ${equivalent(job, opened.inputs, urgency, asked.value)}\n\n`);
        return asked.value;
      case 'stop':
        throw stopped();
      case 'dry run':
        await rehearse(job, opened.inputs);
        break;
      case 'show calls':
        screen.err(renderPlan(planOf(playbook), { clocks, facts: factsNow(), detail: true }, screen));
    }
  }
};

/** What the reads that have ended by now say of this target. */
const outputsOf = (heard: readonly Entry[]): ReadonlyMap<string, Values> =>
  new Map(heard.flatMap((entry) => (entry.is === 'ended' ? [[entry.key, entry.output] as const] : [])));

const setUrgency = async (
  held: OpenCase,
  { operator }: Settings,
  { severity, began }: Urgency,
  folder: CaseFolder,
): Promise<void> => {
  const opened = openedOf(held.durable.entries());
  if (opened.severity === severity && !began) return;
  await leave(folder.inbox, {
    is: 'set',
    by: operator,
    severity,
    deadlines: DEADLINES[severity],
    ...(began ? { began: began.toISOString() } : {}),
  });
};

/** Recorded before the go is given, so that no gate is asked and a resume keeps to it. */
const setEvidenceOnly = async (held: OpenCase, { operator }: Settings, folder: CaseFolder): Promise<void> => {
  const recorded = new Promise<void>((resolve) => {
    const stop = held.onEntry((entry) => {
      if (entry.is !== 'set' || entry.evidenceOnly !== true) return;
      stop();
      resolve();
    });
  });
  await leave(folder.inbox, { is: 'set', by: operator, evidenceOnly: true });
  await recorded;
};

const equivalent = (
  { settings, playbook, options }: Wizard,
  inputs: Readonly<Record<string, unknown>>,
  { severity, began }: Urgency,
  go: Chosen,
): string =>
  equivalentCommand(settings.program, {
    command: 'run',
    playbook: playbook.id,
    inputs,
    flags: {
      severity,
      began,
      region: settings.region,
      profile: settings.profile,
      endpointUrl: settings.endpointUrl,
      'cut-connections': options['cutConnections'] === true,
      'evidence-only': go === 'evidence only',
      'no-input': true,
      yes: true,
    },
  });

/** A dry run of the same, as a case of its own that is not kept. */
const rehearse = async (
  { settings, screen, playbook, options }: Wizard,
  inputs: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const session = await sessionOn(playbook.platform, settings, true);
  const folder = await newCase(playbook.id);
  const held = await hold(folder, settings);
  const { plainHost } = await import('../terminal/index.ts');
  const quiet = { ...screen, err: () => undefined };
  const host = plainHost(quiet, {
    program: settings.program,
    answers: { yes: false, approve: [], operator: settings.operator },
  });
  const opening = {
    playbook,
    inputs,
    mode: session.mode,
    severity: 'high',
    operator: settings.operator,
    region: session.region,
    evidenceOnly: false,
    choices: choicesOf(options),
  } as const;
  try {
    await walkCase({ held, session, settings, screen, host }, openedEntry(opening, folder));
  } finally {
    await rm(folder.path, { recursive: true, force: true });
  }
};
