import { failedBecause, type Looking } from '../../aws/index.ts';
import { count, list, maybe, record, text, type ValueOf } from '../../fields/index.ts';
import { Cannot, looks, type Use } from '../../language/index.ts';
import { scrubText } from '../../redact/index.ts';
import { place } from '../shared/railway-place.ts';

/** As many as are asked for at first; the program's own default is what is tried where that is refused. */
const LINES = [5_000, 500];
const KINDS = ['deployment', 'http'] as const;
const SHOWN = 20;

/** Keeps what the deployment wrote and who asked it for what, by its id, every known secret masked. */
export const keepLogs = looks({
  title: 'Keep the logs of the deployment',
  calls: ['railway:logs'],
  input: {
    place,
    deployment: text('The deployment'),
    knownAddresses: maybe(text('Addresses from which you use it, with commas between them')),
  },
  output: {
    files: list(
      record('A file', {
        kind: text('Of'),
        file: text('File of the case'),
        sha256: text('SHA-256'),
        lines: count('Lines'),
      }),
    ),
    addresses: list(text('Who asked, and how often')),
    strangers: count('Unknown addresses that were answered'),
    unread: list(text('What could not be read')),
  },
  async run(aws, { place: at, deployment, knownAddresses = '' }, use) {
    const unread: string[] = [];
    const read = async (kind: (typeof KINDS)[number]) => {
      try {
        return { kind, text: await linesOf(aws, { ...at, deployment, kind }) };
      } catch (error) {
        unread.push(`${kind} logs: ${error instanceof Error ? error.message : 'they could not be read'}`);
        return { kind, text: '' };
      }
    };
    const logs = await Promise.all(KINDS.map(read));
    if (unread.length === KINDS.length) throw new Cannot(unread.join('; '));
    const files = [];
    for (const { kind, text: raw } of logs) if (raw !== '') files.push(await kept(kind, raw, use));
    const known = new Set(knownAddresses.split(/[\s,]+/).filter(Boolean));
    const callers = callersIn(logs.find(({ kind }) => kind === 'http')?.text ?? '').filter(({ ip }) => !known.has(ip));
    return {
      files,
      addresses: callers
        .slice(0, SHOWN)
        .map(({ ip, times, answered }) => `${ip}: ${times} times, ${answered} answered`),
      strangers: callers.filter(({ answered }) => answered > 0).length,
      unread,
    };
  },
});

type Asked = Parameters<Looking<'railway:logs'>>[1];
const linesOf = async (aws: Looking<'railway:logs'>, asked: Omit<Asked, 'lines'>): Promise<string> => {
  const [many = 0, usual = 0] = LINES;
  try {
    return (await aws('railway:logs', { ...asked, lines: many })).text;
  } catch (error) {
    if (!failedBecause(error, 'refused')) throw error;
    return (await aws('railway:logs', { ...asked, lines: usual })).text;
  }
};
const kept = async (kind: string, raw: string, use: Use) => {
  const lines = raw.split('\n').map((line) => scrubText(line));
  const { file, sha256 } = await use.keep(`railway-${kind}-logs.jsonl`, Buffer.from(lines.join('\n')));
  return { kind, file, sha256, lines: lines.filter((line) => line !== '').length };
};
interface Caller {
  readonly ip: string;
  readonly times: number;
  readonly answered: number;
}
const caller = record('A request', { srcIp: text('From'), httpStatus: count('Status') });
type Request = ValueOf<typeof caller>;
const requestIn = (line: string): Request | undefined => {
  try {
    const { srcIp, httpStatus } = JSON.parse(line) as Partial<Request>;
    return typeof srcIp === 'string' && typeof httpStatus === 'number' ? { srcIp, httpStatus } : undefined;
  } catch {
    return undefined;
  }
};
/** Who asked, most often first; no proof of use by strangers, and where there is no such log, none of the contrary. */
const callersIn = (raw: string): readonly Caller[] => {
  const requests = raw.split('\n').flatMap((line) => requestIn(line) ?? []);
  return [...Map.groupBy(requests, ({ srcIp }) => srcIp)]
    .map(([ip, own]) => ({ ip, times: own.length, answered: own.filter(({ httpStatus }) => httpStatus < 400).length }))
    .toSorted((a, b) => b.times - a.times);
};
