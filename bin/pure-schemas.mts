import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * An AWS client describes all of its operations in one file of array literals, `export var X$ = [ … ];`, many of which
 * call something while they are made, so that a bundler must keep every one of them: 1,058 KB for EC2. Wrapped in a
 * function that is marked pure, those that no kept command reaches are dropped: 51 KB.
 */
const SCHEMAS = /dist-es[/\\]schemas[/\\]schemas_\d+\.js$/;
const ARRAY = /^(export )?(var|let|const) ([\w$]+) = (\[[\s\S]*?\n?\]);$/gm;

const wrapped = (source: string): string => source.replace(ARRAY, '$1$2 $3 = /*@__PURE__*/ (() => $4)();');

/**
 * The file also names a class for each error of the service, kept or not: 105 KB in all. An error that has no class
 * becomes the service's general one, with the same code, name and message; ours are told apart by their code (as all of
 * EC2's must be: it names none).
 */
const ERROR = /^n\d+_registry\.registerError\(.*\);$/gm;
const withoutErrors = (source: string): string => source.replace(ERROR, '');
/** The text of a schemas file, so that what nobody uses of it can be dropped. */
export const shakable = (path: string): string => withoutErrors(wrapped(readFileSync(path, 'utf8')));

export const pureSchemas: Plugin = {
  name: 'pure-schemas',
  setup(build) {
    build.onLoad({ filter: SCHEMAS }, ({ path }) => ({ contents: shakable(path), loader: 'js' }));
  },
};
