import type { Ask, Now, State } from '../protocol.ts';
import { answersTo } from './answers.ts';
import { copiesOf } from './copies.ts';
import { devicesOf } from './devices.ts';
import { doorsOfHost } from './doors.ts';
import { type Gateway, gateways } from './gateway.ts';
import { type Memory, recall } from './memory.ts';
import { collectValues, seal, type Values } from './secrets.ts';

const now = async (isSearched: boolean, gateway: Gateway, memory: Memory, values: Values): Promise<Now> => {
  const old = memory.old[gateway.id] ?? [];
  const made = memory.made[gateway.id];
  const devices = new Set(memory.devices[gateway.id]);
  const holds = gateway.places.flatMap(({ value }) => values.name(value, 'token') ?? []);
  const names = [...old, ...(made === undefined ? [] : [made])].flatMap((value) => values.name(value, 'token') ?? []);
  return {
    id: gateway.id,
    mode: gateway.mode,
    active: gateway.unit?.active ?? (gateway.pid > 0 ? 'active' : 'inactive'),
    bind: gateway.bind,
    port: gateway.port,
    holds: [...new Set(holds)],
    answers: gateway.pid > 0 ? await answersTo(gateway, [...names, ...holds], values) : {},
    known: made === undefined || old.some((value) => !devices.has(value)),
    devices: devicesOf(gateway).length,
    copies: isSearched ? copiesOf(gateway, old).map(({ path }) => path) : [],
  };
};
/** Reads only, and quickly: what each gateway lets in now, of what this case knows. */
export const state = async (ask: Extract<Ask, { mode: 'state' }>): Promise<State> => {
  const values = collectValues();
  const memory = recall(ask.caseId);
  const all: Now[] = [];
  const found = gateways();
  for (const gateway of found) all.push(await now(ask.copies === true, gateway, memory, values));
  const ports = found.map(({ port }) => port);
  return {
    gateways: all,
    pausedCrons: Object.values(memory.crons).flat(),
    ports,
    ...doorsOfHost(ports),
    sealed: seal(ask.key, { found: values.all(), made: memory.made }),
  };
};
