// There are no cgroups in a namespace. So which processes belong to a unit is found out: by the invocation id in their
// environment, which children inherit; by descent; and once found, for as long as they live.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const ROOT = '/sys/fs/cgroup';
const read = (path) => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};

/** A pid is used again; together with when it was started it is not. Zombies are in no cgroup. */
function processOf(pid) {
  const text = read(`/proc/${pid}/stat`);
  const [state, parent, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (!text || state === 'Z' || state === 'X') return undefined;
  const [, invocation] = /(?:^|\0)INVOCATION_ID=([0-9a-f]+)/.exec(read(`/proc/${pid}/environ`)) ?? [];
  return { pid, parent: Number(parent), born: rest[17], invocation };
}

export function processes() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => processOf(Number(pid)) ?? []);
}

/** The processes of a unit among all, and what to remember of them. */
export function membersOf(all, { invocations, mainPid, known }) {
  const found = new Map();
  const isMine = ({ pid, born, invocation }) =>
    pid === mainPid || invocations.has(invocation) || known.get(pid) === born;
  for (const one of all) if (isMine(one)) found.set(one.pid, one.born);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const one of all) if (found.has(one.parent)) found.set(one.pid, one.born);
  }
  return found;
}

const pathOf = (group) => `${ROOT}${group}`;

/** Keeps `cgroup.procs` true. A group without processes is removed, as the kernel's is by systemd. */
export function writeGroup(group, pids) {
  const folder = pathOf(group);
  if (!pids.length) return rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/cgroup.procs`, `${pids.join('\n')}\n`);
  writeFileSync(`${folder}/cgroup.events`, 'populated 1\nfrozen 0\n');
}

/** A process says itself in which group it is: a file is put over what the kernel would say. */
export function label(pid, group) {
  const file = `/run/range-cgroup/${group.replaceAll('/', '_')}`;
  mkdirSync('/run/range-cgroup', { recursive: true });
  writeFileSync(file, `0::${group}\n`);
  spawn('mount', ['--bind', file, `/proc/${pid}/cgroup`], { stdio: 'ignore' }).on('error', () => {});
}

/** Writing 1 there kills the whole group. */
export const isKilled = (group) => read(`${pathOf(group)}/cgroup.kill`).trim() === '1';
