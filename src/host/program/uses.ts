import type { Logs } from '../protocol.ts';

type Loose = Readonly<Record<string, unknown>>;
const parsed = (line: string): Loose | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Loose;
  } catch {
    return undefined;
  }
};
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const within = (entry: Loose, ...names: readonly string[]): string | undefined => {
  const actor = (entry['actor'] ?? {}) as Loose;
  for (const name of names) {
    const found = text(entry[name]) ?? text(actor[name]);
    if (found !== undefined) return found;
  }
  return undefined;
};
/**
 * The current product logs who opened its dashboard, by a token or as a device that was paired with one [V: its source],
 * and no request over HTTP [M: 2026.9.6]: what it shows is use, what it does not show may have been.
 */
const CONNECTED = /^webchat connected\b.*? remote=([\da-f.:]+)/i;
const openedBy = (entry: Loose): { ip: string; at: string } | undefined => {
  const ip = CONNECTED.exec(text(entry['message']) ?? '')?.[1];
  const at = text(entry['time']);
  return ip === undefined || at === undefined ? undefined : { ip, at };
};
/** Let in by the shared token or password: a gateway's own log, or seed 001's audit.jsonl. Read leniently. */
const useOf = (entry: Loose): { ip: string; at: string } | undefined => {
  const ip = within(entry, 'ip', 'remoteIp', 'remoteAddress', 'clientIp', 'remote');
  const at = within(entry, 'time', 'ts', 'timestamp', 'at');
  if (ip === undefined || at === undefined) return undefined;
  const method =
    text(((entry['metadata'] ?? {}) as Loose)['method']) ?? text(entry['auth']) ?? text(entry['authMethod']) ?? '';
  const status = Number(entry['status'] ?? entry['statusCode'] ?? Number.NaN);
  const isLogin = entry['type'] === 'auth.login' && entry['outcome'] !== 'failure' && !/device/.test(method);
  const isRequest = status > 0 && status < 400 && /token|password|shared/.test(method) && !/device/.test(method);
  return isLogin || isRequest ? { ip, at } : undefined;
};

const isBefore = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b);
/** One line for each address, whatever order and whichever files they come from. */
export const byAddress = (uses: Logs['uses']): Logs['uses'] => {
  const all = new Map<string, Logs['uses'][number]>();
  for (const use of uses) {
    const known = all.get(use.ip) ?? { ...use, count: 0 };
    all.set(use.ip, {
      ip: use.ip,
      count: known.count + use.count,
      first: isBefore(use.first, known.first) ? use.first : known.first,
      last: isBefore(known.last, use.last) ? use.last : known.last,
    });
  }
  return [...all.values()];
};

/** Uses since then, by address. Whether the text is a log that would show them at all. */
export const usesIn = (log: string, since: string): { readonly uses: Logs['uses']; readonly isAccessLog: boolean } => {
  const uses: Logs['uses'][number][] = [];
  let isAccessLog = false;
  for (const line of log.split('\n')) {
    const entry = parsed(line);
    if (!entry) continue;
    isAccessLog ||= within(entry, 'ip', 'remoteIp', 'remoteAddress', 'clientIp', 'remote') !== undefined;
    const use = useOf(entry) ?? openedBy(entry);
    // Also where its time is none.
    if (!use || !(Date.parse(use.at) >= Date.parse(since))) continue;
    uses.push({ ip: use.ip, count: 1, first: use.at, last: use.at });
  }
  return { uses: byAddress(uses), isAccessLog };
};
