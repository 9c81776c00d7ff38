import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { read, run } from './io.ts';
import { MENTION, UNIT } from './names.ts';
import { as, type User } from './users.ts';

/** A service, as its manager has it loaded. */
export interface Unit {
  readonly name: string;
  readonly user: User;
  readonly scope: 'user' | 'system';
  /** The unit's own file, and what changes it. */
  readonly files: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  readonly environmentFiles: readonly string[];
  readonly folder: string | undefined;
  /** What it starts, with its flags: a process that gives itself a title no longer shows them. */
  readonly command: readonly string[];
  readonly pid: number;
  readonly group: string | undefined;
  readonly active: string;
}
const SHOWN = [
  'FragmentPath',
  'DropInPaths',
  'Environment',
  'EnvironmentFiles',
  'WorkingDirectory',
  'ExecStart',
  'MainPID',
  'ControlGroup',
  'ActiveState',
  'User',
];

export const systemctl = (
  unit: Pick<Unit, 'scope' | 'user'>,
  args: readonly string[],
  seconds = 30,
): string | undefined =>
  unit.scope === 'user' ? as(unit.user, ['systemctl', '--user', ...args], seconds) : run('systemctl', args, seconds);

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
const SYSTEM = ['/etc/systemd/system', '/usr/local/lib/systemd/system', '/usr/lib/systemd/system'];

/** The gateways that a service manager starts: each user's own, then the host's. */
export const unitsOf = (users: readonly User[]): readonly Unit[] => {
  const own = users.flatMap((user) =>
    namesIn(join(user.home, '.config/systemd/user'))
      .filter((name) => UNIT.test(name))
      .map((name) => shown(name, user, 'user', join(user.home, '.config/systemd/user', name))),
  );
  const shared = SYSTEM.flatMap((folder) =>
    namesIn(folder)
      .filter((name) => name.endsWith('.service') && isGateway(name, read(join(folder, name)) ?? ''))
      .map((name) => {
        const file = join(folder, name);
        const user = /^User=(.+)$/m.exec(read(file) ?? '')?.[1]?.trim() ?? 'root';
        return shown(name, users.find((each) => each.name === user) ?? ROOT, 'system', file);
      }),
  );
  return [...own, ...shared];
};
const ROOT: User = { name: 'root', uid: 0, home: '/root' };
const isGateway = (name: string, text: string): boolean =>
  UNIT.test(name) || (/^ExecStart=.*\bgateway\b/m.test(text) && MENTION.test(text));

const shown = (name: string, user: User, scope: Unit['scope'], file: string): Unit => {
  const said = systemctl({ scope, user }, ['show', name, ...SHOWN.map((each) => `--property=${each}`)]) ?? '';
  const of = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(said)?.[1]?.trim() ?? '';
  const files = [of('FragmentPath') || file, ...of('DropInPaths').split(' ')].filter(Boolean);
  return {
    name,
    user,
    scope,
    files: [
      ...new Set([
        ...files,
        ...namesIn(`${file}.d`)
          .filter((each) => each.endsWith('.conf'))
          .map((each) => join(`${file}.d`, each)),
      ]),
    ],
    environment: new Map(assignments(of('Environment'))),
    environmentFiles: [...said.matchAll(/^EnvironmentFiles?=(.*?)(?: \(ignore_errors=\w+\))?$/gm)]
      .map(([, path = '']) => path.trim())
      .filter(Boolean),
    folder: of('WorkingDirectory').replace(/^[-~!]*/, '') || undefined,
    command: (/ argv\[\]=(.*?) ;/.exec(of('ExecStart'))?.[1] ?? '').split(' ').filter(Boolean),
    pid: Number(of('MainPID')) || 0,
    group: of('ControlGroup') || undefined,
    active: of('ActiveState') || 'unknown',
  };
};
/** `A=b "C=d e" 'F=g'`, as systemd writes and reads it. */
export const assignments = (text: string): readonly (readonly [string, string])[] =>
  [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S+)/g)].flatMap(([, double, single, bare]) => {
    const word = (double ?? single ?? bare ?? '').replace(/\\(.)/g, '$1');
    const end = word.indexOf('=');
    if (end <= 0) return [];
    return [[word.slice(0, end), word.slice(end + 1).replace(/^(["'])(.*)\1$/, '$2')] as const];
  });
