import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { read, run, runBeside } from './io.ts';

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly home: string;
}
/** Who may own a gateway: root, and people. */
export const users = (): readonly User[] =>
  (read('/etc/passwd') ?? '').split('\n').flatMap((line) => {
    const [name = '', , uid = '', , , home = ''] = line.split(':');
    const isPerson = Number(uid) === 0 || (Number(uid) >= 500 && Number(uid) < 60_000);
    return name !== '' && isPerson && existsSync(home) ? [{ name, uid: Number(uid), home }] : [];
  });

const commandAs = (
  user: User,
  command: readonly string[],
  more: Readonly<Record<string, string>>,
): readonly string[] => {
  const runtime = `/run/user/${user.uid}`;
  const env = {
    // The product's own program asks for `node`, which may stand in no folder of the path.
    PATH: `${process.env['PATH'] ?? ''}:${dirname(process.execPath)}`,
    HOME: user.home,
    USER: user.name,
    LOGNAME: user.name,
    XDG_RUNTIME_DIR: runtime,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${runtime}/bus`,
    ...more,
  };
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return ['-u', user.name, '--', 'env', ...words, ...command];
};
/**
 * A program as its user, in the bus of that user's own services: Run Command is root, and without a bus `systemctl
 * --user` fails (T20). The environment is bare.
 */
export const as = (
  user: User,
  command: readonly string[],
  seconds = 15,
  more: Readonly<Record<string, string>> = {},
): string | undefined => run('runuser', commandAs(user, command, more), seconds);
/** The same, while others run. */
export const asBeside = (
  user: User,
  command: readonly string[],
  seconds: number,
  more: Readonly<Record<string, string>>,
): Promise<string | undefined> => runBeside('runuser', commandAs(user, command, more), seconds);
