import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Ask, Logs } from '../protocol.ts';
import { type Gateway, gateways } from './gateway.ts';
import { read, run } from './io.ts';
import { recall } from './memory.ts';
import { familyOf } from './processes.ts';
import { nameAll } from './name-all.ts';
import { collectValues } from './secrets.ts';
import { systemctl } from './units.ts';
import { byAddress, usesIn } from './uses.ts';

type Order = Extract<Ask, { mode: 'logs' }>;
/** SSM keeps 24,000 characters of an output: what does not fit, packed and in base64, is cut from the oldest. */
const MOST_CHARACTERS = 19_000;
const MOST_OF_ONE = 400_000;

const newest = (folder: string, shape: RegExp, count: number): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => shape.test(name))
      .map((name) => join(folder, name))
      .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
      .slice(0, count);
  } catch {
    return [];
  }
};
const filesOf = ({ product, stateDir }: Gateway): readonly string[] => [
  ...newest(`/tmp/${product}`, /\.log$/, 2),
  ...newest(stateDir, /^audit\.jsonl$/, 1),
  ...newest(join(stateDir, 'logs'), /\.(log|jsonl)(\.migrated)?$/, 4),
];
const journalOf = ({ unit }: Gateway, since: string): string => {
  if (!unit) return '';
  const args = [
    '--no-pager',
    '-o',
    'short-iso',
    '-n',
    '2000',
    '--since',
    since.replace('T', ' ').replace(/\..*/, ''),
    '-u',
    unit.name,
  ];
  // The journal is root's to read, a user's units too.
  const own =
    unit.scope === 'user' ? run('journalctl', [`_SYSTEMD_USER_UNIT=${unit.name}`, ...args.slice(0, -2)], 5) : undefined;
  return own ?? run('journalctl', args, 5) ?? '';
};

/** Reads what would tell who used the token: logs, the config and the unit with every secret masked. */
export const logs = (ask: Order): Logs => {
  const values = collectValues();
  const memory = recall(ask.caseId);
  const parts: { name: string; text: string; cut: boolean }[] = [];
  const add = (name: string, text: string | undefined): void => {
    // From a whole line on: half a secret would not be known for one.
    const isCut = text !== undefined && text.length > MOST_OF_ONE;
    if (text) parts.push({ name, text: isCut ? text.slice(-MOST_OF_ONE).replace(/^.*\n?/, '') : text, cut: isCut });
  };
  let uses: Logs['uses'] = [];
  let hasAccessLog = false;
  for (const gateway of gateways()) {
    nameAll(gateway, memory.old[gateway.id] ?? [], values);
    for (const path of filesOf(gateway)) {
      const text = read(path);
      add(path, text);
      const found = usesIn(text ?? '', ask.since);
      hasAccessLog ||= found.isAccessLog;
      uses = [...uses, ...found.uses];
    }
    add('journal', journalOf(gateway, ask.since));
    add(gateway.config?.path ?? 'config', gateway.config?.text);
    for (const file of gateway.unit?.files ?? []) add(file, read(file));
    add(
      'processes',
      familyOf({ pid: gateway.pid, group: gateway.unit?.group })
        .map((pid) => run('ps', ['-o', 'pid,ppid,lstart,args', '-p', String(pid)], 2))
        .join('\n'),
    );
    add('unit', gateway.unit && systemctl(gateway.unit, ['status', gateway.unit.name, '--no-pager', '-n', '0'], 5));
  }
  const { packed, kept } = pack(parts.map((part) => ({ ...part, text: values.mask(part.text) })));
  return { text: packed, files: kept, uses: byAddress(uses).slice(0, 60), hasAccessLog };
};
const pack = (
  parts: readonly { name: string; text: string; cut: boolean }[],
): { packed: string; kept: Logs['files'] } => {
  for (let most = MOST_OF_ONE; ; most = Math.floor(most / 2)) {
    const cut = parts.map((part) => ({
      ...part,
      text: part.text.slice(-most),
      cut: part.cut || part.text.length > most,
    }));
    const packed = gzipSync(cut.map(({ name, text }) => `== ${name}\n${text}\n`).join('')).toString('base64');
    if (packed.length <= MOST_CHARACTERS || most < 200)
      return {
        packed,
        kept: cut.map(({ name, text, cut: isCut }) => ({ path: name, bytes: Buffer.byteLength(text), cut: isCut })),
      };
  }
};
