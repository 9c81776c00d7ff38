import type { Plugin } from 'esbuild';

/**
 * inquirer lists every prompt it has, and its editor prompt brings 493 KB of iconv-lite. No question of ours opens an
 * editor, so what stands behind that prompt is replaced by a sentence.
 */
const EDITOR = `
const none = () => { throw new Error('ir asks nothing in an editor'); };
export const edit = none;
export const editAsync = none;
export class ExternalEditor { constructor() { none(); } }
`;

export const noEditor: Plugin = {
  name: 'no-editor',
  setup(build) {
    build.onResolve({ filter: /^@inquirer\/external-editor$/ }, ({ path }) => ({ path, namespace: 'no-editor' }));
    build.onLoad({ filter: /./, namespace: 'no-editor' }, () => ({ contents: EDITOR, loader: 'js' }));
  },
};
