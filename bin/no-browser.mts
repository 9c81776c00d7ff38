import type { Plugin } from 'esbuild';

/** The SDK imports a parser of browsers' names lazily, for browsers alone: 34 KB that Node never loads. */
export const noBrowser: Plugin = {
  name: 'no-browser',
  setup(build) {
    build.onResolve({ filter: /^bowser$/ }, ({ path }) => ({ path, namespace: 'no-browser' }));
    build.onLoad({ filter: /./, namespace: 'no-browser' }, () => ({ contents: 'export {};', loader: 'js' }));
  },
};
