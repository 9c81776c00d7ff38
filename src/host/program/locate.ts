import type { Ask, Found, Located } from '../protocol.ts';
import { answersTo, expected, isLetIn, sourcesOf } from './answers.ts';
import { copiesOf } from './copies.ts';
import { cronLines, timers } from './crons.ts';
import { devicesOf } from './devices.ts';
import { doorsOfHost } from './doors.ts';
import { type Gateway, gateways, programFor } from './gateway.ts';
import { recall } from './memory.ts';
import { commandLine, environmentOf, familyOf, programOf } from './processes.ts';
import { reachableBy } from './reachable.ts';
import { collectValues, seal, type Values } from './secrets.ts';
import { variables } from './names.ts';
import { as } from './users.ts';

const MOST = 40;
const versionOf = (gateway: Gateway): string | undefined => {
  const program = programFor(gateway);
  return program === undefined ? undefined : /\d[\w.-]+/.exec(as(gateway.user, [program, '--version'], 5) ?? '')?.[0];
};
const channelsIn = (gateway: Gateway): readonly string[] => {
  const text = gateway.config?.text ?? '';
  return ['telegram', 'discord', 'slack', 'whatsapp', 'signal'].filter((name) =>
    new RegExp(`\\b${name}\\b["']?\\s*:`, 'i').test(text),
  );
};

const found = async (gateway: Gateway, values: Values): Promise<Found> => {
  const listed = sourcesOf(gateway, values);
  // What the process itself was given: also where no file says so any longer.
  const given = variables(`GATEWAY_${gateway.secret.toUpperCase()}`).flatMap(
    (name) => environmentOf(gateway.pid).get(name) ?? [],
  );
  const running = given.map((value) => values.name(value, 'token'));
  const names = [...listed.map(({ value }) => value), ...running].filter((name) => name !== undefined);
  const answers = gateway.pid > 0 ? await answersTo(gateway, names, values) : {};
  const isUp = Object.values(answers).some((status) => status !== 0);
  const guess = expected(gateway, listed);
  const sources = listed.map((source) => ({
    ...source,
    wins: isUp ? source.value !== undefined && isLetIn(answers[source.value]) : source === guess,
  }));
  const devices = devicesOf(gateway);
  const family = familyOf({ pid: gateway.pid, group: gateway.unit?.group }).filter((pid) => pid !== gateway.pid);
  const secrets = names.flatMap((name) => values.of(name) ?? []);
  const reachable = reachableBy(gateway, values).slice(0, MOST);
  const version = versionOf(gateway);
  return {
    id: gateway.id,
    product: gateway.product,
    ...(version === undefined ? {} : { version }),
    user: gateway.user.name,
    scope: gateway.unit?.scope ?? 'none',
    stateDir: gateway.stateDir,
    ...(gateway.config ? { config: gateway.config.path } : {}),
    mode: gateway.mode,
    bind: gateway.bind,
    port: gateway.port,
    active: gateway.unit?.active ?? 'active',
    pid: gateway.pid,
    sources,
    why: isUp ? 'the running gateway was asked' : 'nothing answered on its port: by the order in which it reads them',
    devices: devices.slice(0, MOST).map(({ id, name, token }) => ({ id, name, ...valueOf(values, token, 'device') })),
    children: family
      .slice(0, MOST)
      .map((pid) => ({ pid, program: programOf(pid), args: values.mask(commandLine(pid).join(' ')).slice(0, 200) })),
    copies: copiesOf(gateway, secrets).slice(0, MOST),
    reachable: reachable.map(({ name, where, value }) => ({ name, where, ...valueOf(values, value, 'key') })),
    channels: channelsIn(gateway),
    answers,
  };
};
const valueOf = (values: Values, value: string | undefined, hint: string): { value?: string } => {
  const name = values.name(value, hint);
  return name === undefined ? {} : { value: name };
};

/** Reads only: what runs here, what it lets in, and where that stands. */
export const locate = async (ask: Ask): Promise<Located> => {
  const values = collectValues();
  const memory = recall(ask.caseId);
  for (const value of Object.values(memory.old).flat()) values.name(value, 'token');
  const all: Found[] = [];
  for (const gateway of gateways()) all.push(await found(gateway, values));
  const { proxies, tailscale } = doorsOfHost(all.map(({ port }) => port));
  return {
    gateways: all,
    crons: [...cronLines().map(({ file, line }) => values.mask(`${file}: ${line}`)), ...timers()],
    proxies,
    tailscale,
    node: process.execPath,
    sealed: seal(ask.key, { found: values.all(), made: memory.made }),
  };
};
