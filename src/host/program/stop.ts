import { existsSync } from 'node:fs';
import type { Gateway } from './gateway.ts';
import { pause } from './http.ts';
import { commandLine, familyOf, programOf, startOf } from './processes.ts';
import type { Values } from './secrets.ts';
import { systemctl, type Unit } from './units.ts';

/**
 * The current product lets its work end first, for up to 315 seconds [M: 2026.9.6], and that work may be an attacker's:
 * idle it stops in 1.5, and is not waited for much longer.
 */
const STOP_SECONDS = 8;
export const stop = (unit: Unit): void => void systemctl(unit, ['stop', unit.name], STOP_SECONDS);

/**
 * Lists the processes of a gateway, stops it, and ends what is left: what it started for somebody else outlives a
 * restart. Notes what is going to be ended, with secrets masked; that is all that is kept of it besides the snapshot.
 */
export const endFamily = async (
  gateway: Gateway,
  values: Values,
  { stopIt, note }: { readonly stopIt: () => void; readonly note: (ended: readonly string[]) => void },
): Promise<void> => {
  const family = familyOf({ pid: gateway.pid, group: gateway.unit?.group }).map((pid) => ({
    pid,
    started: startOf(pid),
    said: values.mask(`${pid} ${programOf(pid)} ${commandLine(pid).join(' ')}`).slice(0, 240),
  }));
  stopIt();
  const left = () => family.filter(({ pid, started }) => existsSync(`/proc/${pid}`) && startOf(pid) === started);
  note(left().map(({ said }) => said));
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const { pid } of left()) signalTo(pid, signal);
    for (let waited = 0; waited < 1_500 && left().length > 0; waited += 50) await pause(50);
  }
};
const signalTo = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the same moment.
  }
};
