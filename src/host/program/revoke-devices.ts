import { existsSync } from 'node:fs';
import type { Ask, Did } from '../protocol.ts';
import { ready } from './answers.ts';
import { databaseOf, removeCodes, removeDevices } from './database.ts';
import { devicesFile, devicesOf, environmentFor } from './devices.ts';
import { type Gateway, gateways, programFor } from './gateway.ts';
import { read, replaceFile } from './io.ts';
import { alone, recall, remember } from './memory.ts';
import { stop } from './stop.ts';
import { systemctl } from './units.ts';
import { as } from './users.ts';

const clear = async (gateway: Gateway): Promise<string | undefined> => {
  const program = gateway.product === 'openclaw' ? programFor(gateway) : undefined;
  const words = ['devices', 'clear', '--yes', '--pending'];
  if (program !== undefined) as(gateway.user, [program, ...words], 20, environmentFor(gateway));
  removeCodes(gateway.stateDir);
  if (devicesOf(gateway).length === 0) return undefined;
  // The older ones have no such command; and it reads the file at its start.
  const file = devicesFile(gateway);
  const hasDatabase = existsSync(databaseOf(gateway.stateDir));
  if (!existsSync(file) && !hasDatabase)
    return 'its devices stand in no file that is known, and its own command did not remove them';
  const isUp = gateway.unit !== undefined && gateway.unit.active === 'active';
  if (isUp && gateway.unit) stop(gateway.unit);
  if (existsSync(file)) replaceFile(file, Array.isArray(parsed(read(file))) ? '[]\n' : '{}\n');
  if (hasDatabase) removeDevices(gateway.stateDir);
  if (isUp && gateway.unit) {
    systemctl(gateway.unit, ['start', gateway.unit.name]);
    if (!(await ready(gateway, 20))) return 'it was started again and does not answer';
  }
  return devicesOf(gateway).length === 0 ? undefined : 'devices are still paired';
};
const parsed = (text = ''): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Every paired device must pair again: which of them is an attacker's can't be told from here. */
export const revokeDevices = (ask: Ask): Promise<Did> =>
  alone(ask.caseId, async () => {
    const memory = recall(ask.caseId);
    const done: string[] = [];
    const cannot: string[] = [];
    for (const gateway of gateways()) {
      const devices = devicesOf(gateway);
      if (devices.length === 0) continue;
      const known = new Set([...(memory.devices[gateway.id] ?? []), ...devices.flatMap(({ token }) => token ?? [])]);
      memory.devices[gateway.id] = [...known];
      // Their tokens must be refused afterwards, so they are asked for like the leaked one.
      memory.old[gateway.id] = [...new Set([...(memory.old[gateway.id] ?? []), ...known])];
      remember(ask.caseId, memory);
      const why = await clear(gateway);
      if (why === undefined)
        done.push(...devices.map(({ id, name }) => (name === '' ? id : `${name} (${id.slice(0, 8)})`)));
      else cannot.push(`${gateway.id}: ${why}`);
    }
    return { done, cannot };
  });
