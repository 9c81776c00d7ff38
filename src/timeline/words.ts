import type { Values } from '../journal/index.ts';
import type { Word } from '../language/index.ts';
import type { Plan } from '../plan/index.ts';

const two = (n: number): string => String(n).padStart(2, '0');
/** `1:05`, `2:03:04`: minutes and seconds, hours where there are some. */
export const span = (ms: number): string => {
  const all = Math.floor(Math.abs(ms) / 1000);
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
};
/** Rounded up, as time that was spent and time that was late are: nothing is late by 0:00. */
export const spanUp = (ms: number): string => span(Math.ceil(Math.abs(ms) / 1000) * 1000);
/** `2.1 s`, or minutes and seconds. */
export const lasting = (ms: number): string => (ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : span(ms));
/** `T+01:12`, `T−12:30`. */
export const sinceStart = (ms: number): string => {
  const text = span(ms);
  return `T${ms <= -1000 ? '−' : '+'}${text.length < 5 ? `0${text}` : text}`;
};
export const dayOf = (at: string): string => new Date(at).toISOString().slice(0, 10);
export const clockOf = (at: string): string => new Date(at).toISOString().slice(11, 19);
/** `2026-11-20 08:12:04`, where a heading says that it is UTC. */
export const stampOf = (at: string): string => `${dayOf(at)} ${clockOf(at)}`;
/** `2026-11-20 08:12:04 UTC` */
export const momentOf = (at: string): string => `${stampOf(at)} UTC`;
export const isTime = (text: string): boolean => !Number.isNaN(Date.parse(text));

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
export const bytesIn = (n: number): string =>
  n < 1024 ? `${n} B` : n < 1024 ** 2 ? `${(n / 1024).toFixed(1)} KiB` : `${(n / 1024 ** 2).toFixed(1)} MiB`;

/** Where the target runs, by its name. */
export const platformOf = ({ platform }: Plan): 'AWS' | 'Railway' => (platform === undefined ? 'AWS' : 'Railway');

/** By whose word something holds. */
export const WORDS: Readonly<Record<Word, string>> = {
  'aws-read': 'read from AWS',
  'railway-read': 'read from Railway',
  'outside-probe': 'a probe from outside',
  'host-said': 'the host’s own word',
  'person-said': 'a person’s word',
};

/** A journal's value in one line. */
export const inWords = (value: unknown): string => {
  if (value === undefined || value === null) return 'none';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(inWords).join(', ');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, member]) => `${name} ${inWords(member)}`)
      .join('; ');
  return JSON.stringify(value);
};
export const pairsOf = (values: Values): readonly (readonly [string, string])[] =>
  Object.entries(values).map(([name, value]) => [name, inWords(value)]);

/** What steps hand out under a name, where that is a list of texts. */
export const textsIn = (steps: readonly { readonly output?: Values }[], name: string): readonly string[] =>
  steps.flatMap(({ output }) => {
    const found = output?.[name];
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
  });
/** A member’s name as words: `find-its-role.roleName` → `role name`. */
export const asWords = (name: string): string =>
  (name.split('.').at(-1) ?? name).replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
/**
 * The members of the fan-outs that a key stands in: `each[eni-1]/move` → `eni-1`. One that was not fanned out has none.
 */
export const membersOf = (key: string): readonly string[] =>
  [...key.matchAll(/\[([^\]]*)\]\//g)].map((it) => it[1] ?? '').filter((member) => member !== '?');
/** A step, with the member it was done for. */
export const about = (title: string, key: string): string => {
  const members = membersOf(key);
  return members.length === 0 ? title : `${title} (${members.join(', ')})`;
};
const SHOWN = 4;
/** A step, with the members that it stands alike for. */
export const aboutAll = (title: string, keys: readonly string[]): string => {
  const members = keys.map((key) => membersOf(key).join(', ')).filter((it) => it !== '');
  if (members.length === 0) return title;
  const rest = members.length - SHOWN;
  const named = members.slice(0, SHOWN).join(', ');
  return rest > 0 ? `${title} (${members.length}: ${named} and ${rest} more)` : `${title} (${named})`;
};
/** Things that are alike under `key`, in the order of the first of each. */
export const alike = <T>(things: readonly T[], key: (thing: T) => string): readonly (readonly [T, ...T[]])[] => {
  const groups = new Map<string, [T, ...T[]]>();
  for (const thing of things) {
    const known = groups.get(key(thing));
    if (known) known.push(thing);
    else groups.set(key(thing), [thing]);
  }
  return [...groups.values()];
};
