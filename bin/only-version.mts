import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Clients, and we ourselves, read a package.json for the version in it; the other 2 KB of each are left out. */
export const onlyVersion: Plugin = {
  name: 'only-version',
  setup(build) {
    build.onLoad({ filter: /[/\\]package\.json$/ }, ({ path }) => {
      const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as { name?: string; version?: string };
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};
