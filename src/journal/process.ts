import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Which process on which machine: enough to say later, on the same machine, whether it still lives. */
export interface ProcessId {
  readonly host: string;
  /** Tells two machines of one name apart; empty where the machine has no id. */
  readonly machine: string;
  /** Changes with each start of the machine; empty where it can't be known. */
  readonly boot: string;
  /** Processes of another namespace (a container) can't be seen from here; empty where there are none. */
  readonly space: string;
  readonly pid: number;
  /** The process's start, in the kernel's own ticks: a pid alone may have been given to another one since. */
  readonly started: string;
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
};
const link = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
};
/** State and start time from /proc/<pid>/stat; the program's name before them may hold anything, also `)`. */
const statOf = (pid: number | 'self'): { readonly state: string; readonly started: string } | undefined => {
  const text = read(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return text === '' ? undefined : { state: fields[0] ?? '', started: fields[19] ?? '' };
};
const hashed = (text: string): string =>
  text === '' ? '' : createHash('sha256').update(text).digest('hex').slice(0, 16);

export const thisProcess = (): ProcessId => ({
  host: hostname(),
  machine: hashed(read('/etc/machine-id')),
  boot: read('/proc/sys/kernel/random/boot_id'),
  space: link('/proc/self/ns/pid'),
  pid: process.pid,
  started: statOf('self')?.started ?? '',
});

/** Where a process can't be judged from here (another machine, another container) it counts as living. */
export const isDead = (one: ProcessId, here: ProcessId = thisProcess()): boolean => {
  if (one.host !== here.host || one.machine !== here.machine) return false;
  if (one.boot !== here.boot) return true;
  if (one.space !== here.space) return false;
  const stat = statOf(one.pid);
  // A zombie has ended; only its parent has not looked yet.
  if (stat) return stat.started !== one.started || stat.state === 'Z' || stat.state === 'X';
  if (here.started !== '') return true;
  try {
    process.kill(one.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
};
