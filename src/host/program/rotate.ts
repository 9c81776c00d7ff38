import { randomBytes } from 'node:crypto';
import type { Ask, Pull, Rotated, TokenFormat } from '../protocol.ts';
import { answersTo, isLetIn, ready } from './answers.ts';
import { bindToLoopback } from './bind.ts';
import { type Gateway, gateways } from './gateway.ts';
import { read, replaceFile, run } from './io.ts';
import { parseSpots, spotAt, withValue } from './json5.ts';
import { alone, didOn, type Memory, recall, remember } from './memory.ts';
import { pauseCrons } from './pause-crons.ts';
import { environmentOf } from './processes.ts';
import { collectValues, seal, type Values } from './secrets.ts';
import { endFamily, stop } from './stop.ts';
import { systemctl } from './units.ts';
import { variables } from './names.ts';

type Order = Extract<Ask, { mode: 'rotate' }>;
/** Modes in which there is a secret to write. */
const ASKS_FOR = new Set(['token', 'password']);
/** The command is ended after 55 seconds: what is left of that, less what saying so takes. It may start slowly [M: 15 to 55, by what else runs]. */
const patience = (): number => Math.max(10, 46 - process.uptime());

const tokenOf = (format: TokenFormat): string =>
  format === 'hex-24'
    ? randomBytes(24).toString('hex')
    : randomBytes(format === 'base64-32' ? 32 : 48).toString('base64');
/** With the host's own role, into this process alone: no file, no argument. */
const pulled = ({ secretId, region }: Pull): string => {
  const args = [
    'secretsmanager',
    'get-secret-value',
    '--secret-id',
    secretId,
    '--region',
    region,
    '--query',
    'SecretString',
    '--output',
    'text',
  ];
  const value = run('aws', args, 20, { HOME: '/root' })?.trim();
  if (value === undefined || value.length < 16)
    throw new Error(`the host can't read the secret ${secretId} with its own role`);
  return value;
};
/** Every value that it may let in: in its files, and what its process was given at start. */
const lettingIn = (gateway: Gateway): readonly string[] => {
  const environment = environmentOf(gateway.pid);
  const given = variables(`GATEWAY_${gateway.secret.toUpperCase()}`).flatMap((name) => environment.get(name) ?? []);
  return [...new Set([...gateway.places.flatMap(({ value }) => value ?? []), ...given])];
};

/** Durable before anything is touched, so that what follows can be repeated after any crash with the same token. */
const decide = (order: Order, all: readonly Gateway[], memory: Memory): void => {
  for (const gateway of all) {
    const made = (memory.made[gateway.id] ??= order.pull ? pulled(order.pull) : tokenOf(order.format));
    const old = new Set([...(memory.old[gateway.id] ?? []), ...lettingIn(gateway)]);
    old.delete(made);
    memory.old[gateway.id] = [...old];
  }
  remember(order.caseId, memory);
};
const write = (gateway: Gateway, made: string): { readonly wrote: string[]; readonly cannot: string[] } => {
  const wrote: string[] = [];
  const cannot: string[] = [];
  const attempt = (where: string, put: () => void): void => {
    try {
      put();
      wrote.push(where);
    } catch (error) {
      cannot.push(`${where}: ${(error as Error).message}`);
    }
  };
  const holders = gateway.places.filter(({ kind }) => kind !== 'command-line');
  // Off the command line first, and only where the token then stands elsewhere.
  if (holders.length === 0)
    attempt(`${gateway.config?.path ?? 'config'} gateway.auth.${gateway.secret}`, () => intoConfig(gateway, made));
  for (const place of gateway.places) {
    if (place.cannot !== undefined || !place.put)
      cannot.push(`${place.where}: ${place.cannot ?? 'it can’t be changed'}`);
    else if (place.value !== made) attempt(place.where, () => place.put?.(made));
  }
  return { wrote, cannot };
};
const intoConfig = (gateway: Gateway, made: string): void => {
  const path = gateway.config?.path;
  if (path === undefined) throw new Error('there is no config to put it into');
  const text = read(path) ?? '';
  const root = parseSpots(text);
  const [auth, owner] = [spotAt(root, ['gateway', 'auth']), spotAt(root, ['gateway'])];
  const entry = `${JSON.stringify(gateway.secret)}: ${JSON.stringify(made)}`;
  const spot = spotAt(root, ['gateway', 'auth', gateway.secret]);
  if (spot) return replaceFile(path, withValue(text, spot, made));
  const [into, added] = auth
    ? [auth, entry]
    : owner
      ? [owner, `"auth": {${entry}}`]
      : [root, `"gateway": {"auth": {${entry}}}`];
  const comma = (into.members?.size ?? 0) > 0 ? ',' : '';
  replaceFile(path, `${text.slice(0, into.start + 1)}${added}${comma}${text.slice(into.start + 1)}`);
};

const rotateOne = async (
  gateway: Gateway,
  memory: Memory,
  order: Order,
  values: Values,
): Promise<Rotated['gateways'][number]> => {
  const made = memory.made[gateway.id] ?? '';
  for (const value of [made, ...(memory.old[gateway.id] ?? [])]) values.name(value, 'token');
  const { unit } = gateway;
  const base = { id: gateway.id, boundTo: 'unchanged', answers: {} };
  if (!unit)
    return {
      ...base,
      wrote: [],
      ended: [],
      active: 'active',
      cannot: ['no service manager runs it, so it can’t be started again from here'],
    };
  const note = (wrote: readonly string[], ended: readonly string[]): void => {
    const known = didOn(memory, gateway.id);
    memory.did[gateway.id] = {
      wrote: [...new Set([...known.wrote, ...wrote])],
      ended: [...new Set([...known.ended, ...ended])],
    };
    remember(order.caseId, memory);
  };
  await endFamily(gateway, values, { stopIt: () => stop(unit), note: (ended) => note([], ended) });
  const asks = ASKS_FOR.has(gateway.mode);
  const { wrote, cannot } = asks ? write(gateway, made) : { wrote: [], cannot: [] };
  const boundTo = bindToLoopback(gateway, memory);
  note(wrote, []);
  systemctl(unit, ['daemon-reload']);
  // Where the new token could not be written, starting it would let the leaked one in again. One that asks for none would
  // let everybody in: a proxy on the host passes them on to loopback too.
  const isWritten = asks && cannot.length === 0;
  if (isWritten) systemctl(unit, ['reset-failed', unit.name]);
  if (isWritten) systemctl(unit, ['start', unit.name]);
  const after = gateways().find(({ id }) => id === gateway.id) ?? gateway;
  const isUp = isWritten && (await ready(after, patience()));
  const names = [made, ...(memory.old[gateway.id] ?? [])].flatMap((value) => values.name(value) ?? []);
  const answers = isUp ? await answersTo(after, names, values) : {};
  const now = gateways().find(({ id }) => id === gateway.id);
  if (isWritten && !isUp) cannot.push('it was started and does not answer');
  const active = now?.unit?.active ?? 'unknown';
  return { id: gateway.id, ...didOn(memory, gateway.id), cannot, boundTo, active, answers };
};

/** Already so, and let in: a repeat of what an earlier command of this case has done. */
const isDone = async (gateway: Gateway, memory: Memory, values: Values): Promise<boolean> => {
  const made = memory.made[gateway.id];
  // One that asks for none lets every token in, the new one too.
  if (
    made === undefined ||
    !ASKS_FOR.has(gateway.mode) ||
    gateway.pid === 0 ||
    gateway.places.some(({ value, cannot }) => value !== made && cannot === undefined)
  )
    return false;
  const olds = memory.old[gateway.id] ?? [];
  const names = [made, ...olds].flatMap((value) => values.name(value, 'token') ?? []);
  const answers = await answersTo(gateway, names, values);
  return names.every((name) => isLetIn(answers[name]) === (values.of(name) === made));
};

/** Pauses what would start it again, stops it, ends its processes, writes the new token, starts it on loopback. */
export const rotate = (order: Order): Promise<Rotated> =>
  alone(order.caseId, async () => {
    const values = collectValues();
    const memory = recall(order.caseId);
    const all = gateways();
    if (all.length === 0) throw new Error('there is no gateway: no unit or process of openclaw, moltbot or clawdbot');
    decide(order, all, memory);
    const crons = pauseCrons(memory);
    remember(order.caseId, memory);
    const done: Rotated['gateways'][number][] = [];
    for (const gateway of all) {
      const isSo = await isDone(gateway, memory, values);
      const answers = isSo
        ? await answersTo(
            gateway,
            values.all().map(({ name }) => name),
            values,
          )
        : {};
      done.push(
        isSo
          ? {
              id: gateway.id,
              ...didOn(memory, gateway.id),
              cannot: [],
              boundTo: gateway.bind,
              active: gateway.unit?.active ?? '',
              answers,
            }
          : await rotateOne(gateway, memory, order, values),
      );
    }
    return {
      gateways: done,
      crons: crons.map((line) => values.mask(line)),
      sealed: seal(order.key, { found: values.all(), made: memory.made }),
    };
  });
