import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Range } from '../../src/range/index.ts';
import { placeIn } from './world.ts';

/** A value that must be nowhere, and what it is. */
export interface Canary {
  readonly what: string;
  readonly value: string;
}
/** Something that was written or said, and where. */
export interface Said {
  readonly where: string;
  readonly text: string;
}

const PLANTED: readonly (readonly [string, RegExp])[] = [
  ['an Anthropic key', /sk-ant-[\w-]{30,}/g],
  ['an OpenRouter key', /sk-or-v1-\w{60,}/g],
  ['a bot token', /\b8\d{9}:AA\w{30,}/g],
  ['a token of 32', /(?<=token["']?: ["'])[0-9a-f]{32}(?=["'])/g],
  ['a token of 48', /\b[0-9a-f]{48}\b/g],
];
/** What the scenario has put on its host, read from its plan: not with any code that is tested. */
export const plantedIn = ({ world, account, region, targets }: Range): readonly Canary[] => {
  const { there } = placeIn({ world, account, region });
  const files = there.agents[targets[0]?.instanceId ?? '']?.image.files ?? [];
  const text = files.map((file) => file.text ?? '').join('\n');
  const found = PLANTED.flatMap(([what, shape]) => (text.match(shape) ?? []).map((value) => ({ what, value })));
  const leaked = Object.entries(world.attack?.credentials ?? {})
    .filter(([, { value }]) => value !== 'none')
    .map(([what, { value }]) => ({ what: `the leaked ${what}`, value }));
  return [...new Map([...found, ...leaked].map((each) => [each.value, each])).values()];
};

/** Each way in which a value may turn up: raw, hex, URL-encoded, JSON-escaped, base64 wherever it begins in it. */
const formsOf = (value: string): readonly string[] => {
  const bytes = Buffer.from(value);
  const inside = (before: number): string => {
    // Without the characters at either end that its neighbours decide about too.
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(before === 0 ? 0 : before + 1, bytes.length % 3 === 0 && before === 0 ? undefined : -1);
  };
  const encoded = [0, 1, 2].map(inside);
  const url = encodeURIComponent(value);
  const escaped = JSON.stringify(value).slice(1, -1);
  return [
    ...new Set([
      value,
      url,
      url.toLowerCase(),
      escaped,
      escaped.replaceAll('/', String.raw`\/`),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      ...encoded,
      ...encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ];
};
/** So much of one is too much. */
const PIECE = 12;
const piecesOf = (value: string): readonly string[] =>
  Array.from({ length: Math.max(0, value.length - PIECE) }, (_, at) => value.slice(at, at + PIECE));

/** A text, and what is packed in it: base64, gzip, one in another. */
const unfolded = (text: string, depth = 4): readonly string[] => {
  if (depth === 0) return [text];
  const packed = text.match(/[A-Za-z0-9+/]{16}(?:[A-Za-z0-9+/]|(?:\\n|\n)(?=[A-Za-z0-9+/]))*={0,2}/g) ?? [];
  const inner = packed.flatMap((each): string[] => {
    const bytes = Buffer.from(each.replaceAll(String.raw`\n`, ''), 'base64');
    try {
      if (bytes[0] === 0x1f && bytes[1] === 0x8b) return [gunzipSync(bytes).toString()];
    } catch {
      // It only looks like one.
    }
    const plain = bytes.toString();
    return plain.includes('\uFFFD') ? [] : [plain];
  });
  return [text, ...inner.flatMap((each) => unfolded(each, depth - 1))];
};

/** Which canary stands where; nothing, if all is well. */
export const canariesIn = (canaries: readonly Canary[], said: readonly Said[]): readonly string[] => {
  const looked = canaries.map(({ what, value }) => ({ what, forms: [...formsOf(value), ...piecesOf(value)] }));
  return said.flatMap(({ where, text }) => {
    const all = unfolded(text).join('\n');
    return looked.flatMap(({ what, forms }) => {
      const form = forms.find((each) => all.includes(each));
      if (form === undefined) return [];
      const at = all.indexOf(form);
      return [`${what} is in ${where}: …${all.slice(Math.max(0, at - 60), at)}`];
    });
  });
};

export const filesUnder = (folder: string): readonly Said[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .map((path) => ({ where: path, text: readFileSync(path, 'utf8') }));

/** What AWS keeps: every request with its parameters, every command with what it printed. */
export const keptByAws = ({ world, account, region, record }: Range): readonly Said[] => {
  const { there } = placeIn({ world, account, region });
  const requests = record.entries
    .filter(({ seeded }) => seeded !== true)
    .map(({ operation, input, error, service }) => {
      // Where the value belongs: AWS writes it down nowhere else.
      const { SecretString: _, ...rest } = input as { SecretString?: string };
      return {
        where: `the request ${operation}`,
        text: JSON.stringify([service === 'Secrets Manager' ? rest : input, error]),
      };
    });
  const commands = Object.values(there.commands).map((command) => ({
    where: `the command history (${command.comment})`,
    text: JSON.stringify(command),
  }));
  return [...requests, ...commands];
};

/** Command lines of this machine, those of hosts of the range among them, looked at again and again until it is stopped. */
export const watchCommandLines = (): { readonly stop: () => readonly Said[] } => {
  const seen = new Map<string, string>();
  const look = (): void => {
    for (const pid of readdirSync('/proc'))
      if (/^\d+$/.test(pid))
        try {
          const line = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
          if (line !== '') seen.set(line, pid);
        } catch {
          // It has ended.
        }
  };
  const timer = setInterval(look, 25);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return [...seen.keys()].map((text) => ({ where: `a command line: ${text.slice(0, 60)}`, text }));
    },
  };
};
