import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * An AWS client describes all of its operations in one file of array literals, `export var X$ = [ … ];`, many of which
 * call something while they are made, so that a bundler must keep every one of them: 1,058 KB for EC2. Wrapped in a
 * function that is marked pure, those that no kept command reaches are dropped: 51 KB.
 */
const SCHEMAS = /dist-es[/\\]schemas[/\\]schemas_\d+\.js$/;
const ARRAY = /^(export )?(var|let|const) ([\w$]+) = (\[[\s\S]*?\n?\]);$/gm;

export const wrapped = (source: string): string => source.replace(ARRAY, '$1$2 $3 = /*@__PURE__*/ (() => $4)();');

export const pureSchemas: Plugin = {
  name: 'pure-schemas',
  setup(build) {
    build.onLoad({ filter: SCHEMAS }, ({ path }) => ({ contents: wrapped(readFileSync(path, 'utf8')), loader: 'js' }));
  },
};
