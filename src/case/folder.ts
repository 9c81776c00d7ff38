import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isValid } from 'ulid';
import { syncFolder } from '../journal/index.ts';
import { whyNotSafe } from './home.ts';
import { asSpoken, isSpokenName, newCaseId, spokenName } from './ids.ts';
import { makeFolder } from './make-folder.ts';
import { type CaseLabel, LABEL, parseLabel } from './label.ts';
import { type CaseFailure, no } from './result.ts';

/** A case's folder, and what is where in it. */
export interface CaseFolder extends CaseLabel {
  readonly path: string;
  readonly journal: string;
  readonly lock: string;
  readonly evidence: string;
  readonly inbox: string;
  /** Salts the fingerprints of this case's secrets. Stays here: it is in no export. */
  readonly salt: string;
}
export interface CaseListed extends CaseLabel {
  readonly path: string;
  /** When the journal last grew. */
  readonly changed: Date;
}

const foldersOf = (home: string): string => join(home, 'cases');
const within = (path: string, label: CaseLabel, salt: string): CaseFolder => ({
  ...label,
  path,
  journal: join(path, 'journal.jsonl'),
  lock: join(path, 'lock'),
  evidence: join(path, 'evidence'),
  inbox: join(path, 'inbox'),
  salt,
});
const SALT = 'salt';
const isTaken = (error: unknown): boolean =>
  ['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');

export type Created = { readonly ok: true; readonly folder: CaseFolder } | CaseFailure<'unwritable'>;

/**
 * Makes the folder of a new case, whole or not at all. A `label` is given for a case that another machine has opened:
 * it keeps its id, and its name where that is free here (and is one: it comes from outside).
 */
export const createCase = async (
  home: string,
  playbook: string,
  label?: Omit<CaseLabel, 'playbook'>,
): Promise<Created> => {
  try {
    return { ok: true, folder: await create(home, playbook, label?.id ?? newCaseId(), label?.name) };
  } catch (error) {
    return no('unwritable', `No case could be made in ${home}: ${(error as Error).message}.`);
  }
};
const create = async (home: string, playbook: string, id: string, known?: string): Promise<CaseFolder> => {
  const folders = foldersOf(home);
  const draft = join(folders, `.new-${id}`);
  const salt = randomBytes(16).toString('hex');
  if (!isValid(id)) throw new Error(`${JSON.stringify(id)} is not a case’s id`);
  await makeFolder(draft);
  for (const room of ['evidence', 'inbox']) await mkdir(join(draft, room), { mode: 0o700 });
  await writeFile(join(draft, SALT), salt, { mode: 0o600, flag: 'wx', flush: true });
  for (let clashes = 0; ; clashes += 1) {
    const label: CaseLabel = {
      id,
      name: clashes === 0 && known !== undefined && isSpokenName(known) ? known : spokenName(playbook, clashes),
      playbook,
    };
    await writeFile(join(draft, LABEL), `${JSON.stringify(label)}\n`, { mode: 0o600, flush: true });
    const path = join(folders, label.name);
    try {
      // A folder that has something in it is never replaced.
      await rename(draft, path);
      await syncFolder(folders);
      return within(path, label, salt);
    } catch (error) {
      if (clashes < 8 && isTaken(error)) continue;
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
  }
};

/** All cases, newest first. Reads no journal. */
export const listCases = async (home: string): Promise<readonly CaseListed[]> => {
  const names = await readdir(foldersOf(home)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const listed = await Promise.all(
    names.filter((name) => !name.startsWith('.')).map((name) => look(join(foldersOf(home), name))),
  );
  return listed.filter((one) => one !== undefined).toSorted((a, b) => (a.id < b.id ? 1 : -1));
};
const look = async (path: string): Promise<CaseListed | undefined> => {
  try {
    const label = parseLabel(await readFile(join(path, LABEL), 'utf8'));
    const { mtime } = await stat(join(path, 'journal.jsonl')).catch(() => stat(path));
    return label && { ...label, path, changed: mtime };
  } catch {
    return undefined;
  }
};

export type NotFound = CaseFailure<'unknown' | 'ambiguous' | 'not-safe'> & {
  readonly matches?: readonly CaseLabel[];
  readonly next?: string;
};

/** Finds a case by its name, its ULID or a beginning of either that only one case has. */
export const findCase = async (
  home: string,
  said: string,
): Promise<{ readonly ok: true; readonly folder: CaseFolder } | NotFound> => {
  const spoken = asSpoken(said);
  const cases = spoken === undefined ? [] : await listCases(home);
  const exact = cases.filter(({ name, id }) => name === spoken || id === spoken);
  const matches =
    exact.length > 0
      ? exact
      : cases.filter(({ name, id }) => name.startsWith(spoken ?? '') || id.startsWith(spoken ?? ''));
  const [found] = matches;
  if (!found) return no('unknown', `No case is called ${JSON.stringify(said)}. List them with: ir cases`);
  if (matches.length > 1)
    return {
      ...no(
        'ambiguous',
        `${JSON.stringify(said)} can be ${matches.map(({ name }) => name).join(', ')}. Type more of it.`,
      ),
      matches,
    };
  const refused = await whyNotSafe(found.path);
  if (refused) return { ...no('not-safe', refused.message), next: refused.next };
  const salt = await readFile(join(found.path, SALT), 'utf8').catch(() => found.id);
  return { ok: true, folder: within(found.path, found, salt) };
};
