import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const NAMES = new Set(builtinModules.filter((name) => !name.startsWith('_')));

/**
 * Node's own modules, asked for without their ESM facade. To make that facade Node reads every export, and `node:http` has
 * lazy ones: reading them loads its whole WebSocket and fetch client, 20 ms and several megabytes at every start.
 */
export const bareBuiltins: Plugin = {
  name: 'bare-builtins',
  setup: (build) => {
    build.onResolve({ filter: /^(node:)?[a-z_0-9/]+$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, '');
      const isBuiltin = path.startsWith('node:') || NAMES.has(name);
      return isBuiltin && kind !== 'require-call'
        ? { path: name, namespace: 'builtin', sideEffects: false }
        : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${path}`)})`,
      loader: 'js',
    }));
  },
};
