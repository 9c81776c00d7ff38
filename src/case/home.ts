import { constants } from 'node:fs';
import { access, lstat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { type CaseFailure, no } from './result.ts';

export type HomeRefused = CaseFailure<'symlink' | 'not-a-folder' | 'foreign' | 'open-to-others' | 'unusable'> & {
  /** What to do about it, one line. */
  readonly next: string;
};
const refused = (reason: HomeRefused['reason'], message: string, next: string): HomeRefused => ({
  ...no(reason, message),
  next,
});
export type Home = { readonly ok: true; readonly path: string } | HomeRefused;

/** Where cases live: `IR_HOME`, else the state folder of the XDG rules (or what the system has in its place). */
export const homePath = async (env: Readonly<Record<string, string | undefined>> = process.env): Promise<string> => {
  if (env['IR_HOME']) return resolve(env['IR_HOME']);
  const { default: envPaths } = await import('env-paths');
  const paths = envPaths('ir', { suffix: '' });
  // On Linux the folder for logs is the state folder.
  const state = process.platform === 'linux' ? paths.log : paths.data;
  return isAbsolute(state) ? state : resolve(homedir(), '.local/state/ir');
};

/** Makes the home where there is none, and refuses one that somebody else could change. */
export const openHome = async (env?: Readonly<Record<string, string | undefined>>): Promise<Home> => {
  const path = await homePath(env);
  try {
    await makeFolder(path);
  } catch (error) {
    return unusable(path, 'it can’t be made', error);
  }
  return (await whyNotSafe(path)) ?? { ok: true, path };
};

const ELSEWHERE = 'or set IR_HOME to another folder';
const unusable = (path: string, what: string, error: unknown): HomeRefused =>
  refused(
    'unusable',
    `The state folder ${path} can’t be used: ${what} (${(error as Error).message}).`,
    `make it readable and writable for you, ${ELSEWHERE}`,
  );

/** Why a folder can't be trusted with a case, or undefined. */
export const whyNotSafe = async (path: string): Promise<HomeRefused | undefined> => {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink())
      return refused(
        'symlink',
        `The state folder ${path} is a symbolic link, which another user could turn elsewhere.`,
        'name the real folder with IR_HOME',
      );
    if (!found.isDirectory())
      return refused('not-a-folder', `The state folder ${path} is not a folder.`, `move it away, ${ELSEWHERE}`);
    const me = process.geteuid?.();
    if (me !== undefined && found.uid !== me)
      return refused(
        'foreign',
        `The state folder ${path} belongs to another user (uid ${found.uid}, you are ${me}).`,
        `the same command as that user, ${ELSEWHERE}`,
      );
    if (me !== undefined && (found.mode & 0o022) !== 0)
      return refused('open-to-others', `Other users can write to the state folder ${path}.`, `chmod 700 ${path}`);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return unusable(path, 'it can’t be read and written', error);
  }
};
