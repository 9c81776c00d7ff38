import { join } from 'node:path';
import type { Source } from '../protocol.ts';
import { type Config, originOf } from './config.ts';
import { read, replaceFile } from './io.ts';
import { parseSpots, spotAt, textAt, withValue } from './json5.ts';
import { type Held, inCommand, inEnvFile, inUnit } from './lines.ts';
import { variables } from './names.ts';
import type { Unit } from './units.ts';

/** A place where a gateway's secret stands, and how another is put there. */
export interface Place {
  readonly kind: Source['kind'];
  readonly where: string;
  readonly value: string | undefined;
  /** Reads the file again and changes that value alone. Throws what the disk says. */
  readonly put?: (value: string) => void;
  /** Why it can't be changed from here. */
  readonly cannot?: string;
}
export type Secret = 'token' | 'password';

const edited = (path: string, change: (text: string) => string): void => {
  const text = read(path);
  if (text === undefined) throw new Error(`${path} can't be read`);
  replaceFile(path, change(text));
};
const inFile = (
  kind: Place['kind'],
  path: string,
  name: string,
  find: (text: string, name: string) => Held | undefined,
): readonly Place[] => {
  const text = read(path);
  const held = text === undefined ? undefined : find(text, name);
  if (!held || held.value === '') return [];
  return [
    {
      kind,
      where: `${path} ${name}`,
      value: held.value,
      put: (value) => edited(path, (now) => find(now, name)?.put(now, value) ?? now),
    },
  ];
};
const inConfig = (config: Config, path: readonly string[]): Place | undefined => {
  const value = textAt(config.root, path);
  if (value === undefined) return undefined;
  const put = (next: string): void =>
    edited(config.path, (text) => {
      const spot = spotAt(parseSpots(text), path);
      return spot ? withValue(text, spot, next) : text;
    });
  return { kind: 'config', where: `${config.path} ${path.join('.')}`, value, put };
};
const inSecretFile = (path: string, pointer: readonly string[]): Place => {
  const where = `${path}${pointer.length > 0 ? ` /${pointer.join('/')}` : ''}`;
  const text = read(path);
  if (text === undefined) return { kind: 'secret-file', where, value: undefined, cannot: `${path} can't be read` };
  if (pointer.length === 0)
    return {
      kind: 'secret-file',
      where,
      value: text.trim(),
      put: (value) => edited(path, (now) => now.replace(now.trim(), () => value)),
    };
  const put = (value: string): void =>
    edited(path, (now) => {
      const spot = spotAt(parseSpots(now), pointer);
      return spot ? withValue(now, spot, value) : now;
    });
  return { kind: 'secret-file', where, value: textAt(parseSpots(text), pointer), put };
};

/** Everywhere that the gateway may take its secret from. Which one it does take is asked of the gateway itself. */
export const placesOf = (
  unit: Unit | undefined,
  stateDir: string,
  config: Config | undefined,
  secret: Secret,
): readonly Place[] => {
  const named = new Set(variables(`GATEWAY_${secret.toUpperCase()}`));
  const places: Place[] = [];
  const path = ['gateway', 'auth', secret];
  const origin = config && originOf(config, path);
  if (config && origin?.is === 'text') places.push(...[inConfig(config, path)].filter((place) => place !== undefined));
  if (origin?.is === 'variable') named.add(origin.name);
  if (origin?.is === 'file') places.push(inSecretFile(origin.path, origin.pointer));
  if (config && origin?.is === 'program')
    places.push({
      kind: 'secret-program',
      where: `${config.path} ${path.join('.')}, given by ${origin.command}`,
      value: undefined,
      cannot: `the program ${origin.command} gives it: rotate it where that program takes it from`,
    });
  for (const file of unit?.files ?? []) {
    for (const name of named) places.push(...inFile('unit-environment', file, name, inUnit));
    places.push(...inFile('command-line', file, secret, inCommand));
  }
  for (const name of named) {
    for (const file of unit?.environmentFiles ?? []) places.push(...inFile('environment-file', file, name, inEnvFile));
    for (const folder of new Set([stateDir, unit?.folder].filter((each) => each !== undefined)))
      if (!unit?.environmentFiles.includes(join(folder, '.env')))
        places.push(...inFile('dotenv', join(folder, '.env'), name, inEnvFile));
  }
  // What it sends as a client is another gateway's, unless it is the same. First, so that no crash leaves it behind.
  const remote = config && inConfig(config, ['gateway', 'remote', secret]);
  const isOwn = remote !== undefined && places.some(({ value }) => value !== undefined && value === remote.value);
  return remote && isOwn ? [remote, ...places] : places;
};
