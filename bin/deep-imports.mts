import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * A client's index leads to all of its files, which a bundler reads only to drop them: 4,000 files, some seconds. Our
 * re-export files name what they want, so they are pointed straight at the files that hold it.
 */
const RE_EXPORT = /^export \{([^}]*)\} from '(@aws-sdk\/client-[\w-]+)';$/gm;
const FILES = /[/\\]src[/\\](aws[/\\]clients|range[/\\]services[/\\][\w-]+)[/\\][\w-]+\.ts$/;
const { resolve } = createRequire(import.meta.url);

const fileOf = (name: string): string => {
  if (name.endsWith('Command')) return `dist-es/commands/${name}.js`;
  if (name.endsWith('Client')) return `dist-es/${name}.js`;
  return name.endsWith('$') ? 'dist-es/schemas/schemas_0.js' : 'dist-es/models/errors.js';
};
const pointed = (names: string, client: string): string => {
  const root = dirname(resolve(`${client}/package.json`));
  return names
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const file = fileOf(one.split(' ')[0] ?? '');
      // A client that is laid out otherwise is taken whole: larger, and no less right.
      return `export { ${one} } from '${client}${existsSync(join(root, file)) ? `/${file}` : ''}';`;
    })
    .join('\n');
};

export const deepImports: Plugin = {
  name: 'deep-imports',
  setup(build) {
    build.onLoad({ filter: FILES }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(RE_EXPORT, (_, names: string, client: string) =>
        pointed(names, client),
      ),
      loader: 'ts',
    }));
  },
};
