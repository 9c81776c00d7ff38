import { lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { formsOf } from './forms.ts';
import type { Gateway } from './gateway.ts';
import { read } from './io.ts';

export interface Copy {
  readonly path: string;
  /** The product's own backup of its config, which is of no use without the old token; or somebody's text. */
  readonly kind: 'backup' | 'text';
}
const BACKUP = /\.(bak(\.\d+)?|rejected[.\w-]*|last-good|backup|old|orig)$|~$/;
const MOST_FILES = 4_000;
/** A database is in use and has checksums: a value taken out of it as text would destroy it. It is no text. */
const BINARY = '\0';
const MOST_BYTES = 4 << 20;
const SKIPPED = new Set(['node_modules', '.git', '.nvm', '.npm', '.cache', 'control-ui-assets', 'proc', 'sys']);

const filesUnder = function* (folder: string, depth: number): Generator<string> {
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    const path = join(folder, name);
    try {
      const found = lstatSync(path);
      if (found.isFile() && found.size > 0 && found.size <= MOST_BYTES) yield path;
      else if (found.isDirectory() && depth > 0 && !SKIPPED.has(name)) yield* filesUnder(path, depth - 1);
    } catch {
      continue;
    }
  }
};
const where = ({ user, stateDir, unit }: Gateway): readonly (readonly [string, number])[] => [
  [stateDir, 6],
  [user.home, 1],
  [join(user.home, '.config/systemd/user'), 3],
  ['/var/log', 2],
  ['/tmp', 2],
  ['/etc/systemd/system', 2],
  ['/etc/openclaw', 1],
  ['/opt/openclaw', 1],
  ['/opt/clawdbot', 1],
  ...(unit ?? { files: [] }).files.map((file) => [join(file, '..'), 0] as const),
];

/** Files in which one of these values stands, raw or encoded, besides the places that the gateway reads. */
export const copiesOf = (gateway: Gateway, values: readonly string[]): readonly Copy[] => {
  const forms = values.flatMap(formsOf);
  if (forms.length === 0) return [];
  const own = new Set(gateway.places.map((place) => place.where.split(' ')[0]));
  const found = new Map<string, Copy>();
  let left = MOST_FILES;
  for (const [folder, depth] of where(gateway))
    for (const path of filesUnder(folder, depth)) {
      if (found.has(path) || own.has(path)) continue;
      if ((left -= 1) < 0) return [...found.values()];
      const text = read(path);
      if (text !== undefined && !text.includes(BINARY) && forms.some((form) => text.includes(form)))
        found.set(path, { path, kind: BACKUP.test(basename(path)) ? 'backup' : 'text' });
    }
  return [...found.values()];
};
