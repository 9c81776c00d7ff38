import {
  type CantOpenCase,
  type CaseFolder,
  type CaseListed,
  createCase,
  findCase,
  listCases,
  type Mirror,
  MIRROR_CALLS,
  openDurable,
  type OpenCase,
  openHome,
  openMirror,
  type NotFound,
} from '../case/index.ts';
import { readJournal, type Entry, type Of } from '../journal/index.ts';
import { handleFor, type Session } from './session.ts';
import type { Settings } from './settings.ts';
import { Stop } from './stop.ts';

const NOTHING = 'Nothing was changed.';

export const homeOrStop = async (): Promise<string> => {
  const home = await openHome();
  if (home.ok) return home.path;
  throw new Stop(4, { what: home.message, safe: NOTHING, next: home.next, reason: 'state-folder' });
};
export const folderOrStop = async (said: string): Promise<CaseFolder> => {
  const found = await findCase(await homeOrStop(), said);
  if (found.ok) return found.folder;
  throw notFound(said, found);
};
const notFound = (said: string, { reason, message, next }: NotFound): Stop => {
  if (reason === 'unknown') {
    const what = `No case on this machine is called ${JSON.stringify(said)}.`;
    return new Stop(2, { what, safe: NOTHING, next: 'cases', reason: 'unknown-case' });
  }
  return reason === 'not-safe'
    ? new Stop(4, { what: message, safe: NOTHING, reason: 'state-folder', ...(next === undefined ? {} : { next }) })
    : new Stop(2, { what: message, safe: NOTHING, next: 'cases', reason: 'ambiguous-case' });
};
export const cantMake = (what: string): Stop =>
  new Stop(1, {
    what,
    safe: NOTHING,
    next: 'the same command once there is room and it is writable, or with IR_HOME set to another folder',
    reason: 'state-folder',
  });
export const newCase = async (playbook: string): Promise<CaseFolder> => {
  const made = await createCase(await homeOrStop(), playbook);
  if (made.ok) return made.folder;
  throw cantMake(made.message);
};
export const allCases = async (): Promise<readonly CaseListed[]> => listCases(await homeOrStop());

/** The case of that name on this machine, if there is one. */
export const findHere = async (said: string): Promise<CaseFolder | undefined> => {
  const found = await findCase(await homeOrStop(), said);
  if (found.ok) return found.folder;
  if (found.reason === 'unknown') return undefined;
  throw notFound(said, found);
};

/** Reads a case without holding it. A damaged journal is read as far as it is whole, and said. */
export const readCase = async (
  folder: CaseFolder,
): Promise<{ readonly entries: readonly Entry[]; readonly damage?: string }> => {
  const { entries, damage } = await readJournal(folder.journal);
  if (entries[0]?.is !== 'opened')
    throw new Stop(1, {
      what: `The journal of case ${folder.name} can not be read${damage ? `: ${damage.says}` : ''}.`,
      safe: `Nothing was changed. The journal is kept: ${folder.journal}`,
      next: 'cases',
      reason: 'damaged',
    });
  return { entries, ...(damage && damage.kind !== 'torn-tail' ? { damage: damage.says } : {}) };
};

/** Holds a case for this process, or says who does. */
export const hold = async (folder: CaseFolder, settings: Settings, mirror?: Mirror): Promise<OpenCase> => {
  const held = await openDurable({ folder, operator: settings.operator, ...(mirror ? { mirror } : {}) });
  if (held.ok) return held;
  throw cantHold(folder, held);
};
const cantHold = ({ name, journal, lock }: CaseFolder, refused: CantOpenCase): Stop => {
  switch (refused.reason) {
    case 'locked': {
      const { by, message } = refused;
      if (!by)
        return new Stop(7, { what: message, safe: NOTHING, next: `rm ${lock} (only if no ir runs on this case)` });
      const what = `Case ${name} is held by ${by.operator} on ${by.host} (process ${by.pid}) since ${by.since}.`;
      return new Stop(7, { what, safe: NOTHING, next: `status ${name}` });
    }
    case 'damaged': {
      const what = `The journal of case ${name} (${journal}) can’t be relied on: ${refused.damage.says}.`;
      return new Stop(1, {
        what,
        safe: `Nothing was changed. What stands before line ${refused.damage.seq} is whole.`,
        next: `timeline ${name}`,
        reason: 'damaged',
      });
    }
    case 'unwritable':
      return new Stop(1, { what: refused.message, safe: NOTHING, next: `resume ${name}`, reason: 'unwritable' });
  }
};

const isOurs = (entries: readonly Entry[]): boolean =>
  entries.findLast(({ is }) => is === 'claimed' || is === 'held')?.is === 'claimed';
/** The AWS side of a case, for a session. In a drill it is the range's. */
export const mirrorFor = (session: Session, settings: Settings, held: () => OpenCase): Mirror =>
  session.platform === undefined
    ? awsMirror(session, settings, held)
    : noMirror('a Railway case is claimed on this machine only');
const awsMirror = (session: Session, settings: Settings, held: () => OpenCase): Mirror =>
  openMirror({
    open: (signal) => handleFor(session, MIRROR_CALLS, signal),
    opened: () => openedOf(held().durable.entries()),
    operator: settings.operator,
    isClaimed: () => isOurs(held().durable.entries()),
    onLost: (because) => held().durable.tell({ is: 'unclaimed', target: targetOf(held().durable.entries()), because }),
  });

/** There is nowhere to write a claim on that side, which would be for everybody who works on the target. */
const noMirror = (because: string): Mirror => ({
  claim: () => Promise.resolve({ is: 'unclaimed', because }),
  save: () => Promise.resolve(),
  saveSoon: () => undefined,
  settle: () => Promise.resolve(),
});

export const openedOf = (entries: readonly Entry[]): Of<'opened'> => {
  const [first] = entries;
  if (first?.is !== 'opened') throw new Error('a case begins with its opened entry');
  return first;
};
export const targetOf = (entries: readonly Entry[]): string => {
  const { inputs, plan } = openedOf(entries);
  const target = inputs[plan.target];
  return typeof target === 'string' ? target : '';
};
