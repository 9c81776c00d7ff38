import { readdirSync, readlinkSync } from 'node:fs';
import { read } from './io.ts';
import type { Unit } from './units.ts';

export const commandLine = (pid: number): readonly string[] =>
  (read(`/proc/${pid}/cmdline`) ?? '').split('\0').filter(Boolean);
export const environmentOf = (pid: number): ReadonlyMap<string, string> =>
  new Map(
    (read(`/proc/${pid}/environ`) ?? '').split('\0').flatMap((entry) => {
      const end = entry.indexOf('=');
      return end > 0 ? [[entry.slice(0, end), entry.slice(end + 1)] as const] : [];
    }),
  );
const linkOf = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
};
const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
export const programOf = (pid: number): string => linkOf(`/proc/${pid}/exe`);
/** When it started, in clock ticks since boot: tells a process from a later one with its number. */
export const startOf = (pid: number): string | undefined => {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
};
const parentOf = (pid: number): number => {
  const stat = read(`/proc/${pid}/stat`) ?? '';
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
};
export const allPids = (): readonly number[] =>
  namesIn('/proc')
    .map(Number)
    .filter((pid) => pid > 1);

/**
 * All processes of a unit: its control group's, and what descends from its main process. Units had KillMode=process, so
 * that what a gateway started for an attacker outlives a restart.
 */
export const familyOf = (unit: Pick<Unit, 'group' | 'pid'>): readonly number[] => {
  const grouped = unit.group === undefined ? [] : numbersIn(read(`/sys/fs/cgroup${unit.group}/cgroup.procs`));
  const family = new Set([...grouped, ...(unit.pid > 0 ? [unit.pid] : [])]);
  const parents = new Map(allPids().map((pid) => [pid, parentOf(pid)]));
  for (let grew = true; grew;) {
    const before = family.size;
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid);
    grew = family.size > before;
  }
  return [...family].filter((pid) => pid !== process.pid);
};
const numbersIn = (text = ''): readonly number[] =>
  text
    .split('\n')
    .map(Number)
    .filter((pid) => pid > 1);

/** TCP ports that this process listens on, of whichever address. */
export const listeningPorts = (pid: number): readonly number[] => {
  const own = new Set(
    namesIn(`/proc/${pid}/fd`).map((name) => /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${name}`))?.[1]),
  );
  const LISTENS = '0A';
  return ['tcp', 'tcp6'].flatMap((table) =>
    (read(`/proc/${pid}/net/${table}`) ?? '').split('\n').flatMap((line) => {
      const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
      return state === LISTENS && own.has(inode) ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [];
    }),
  );
};
