import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const NAMES = new Set(builtinModules.filter((name) => !name.startsWith('_')));
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const asked = (name: string): string => `process.getBuiltinModule(${JSON.stringify(`node:${name}`)})`;

/** Every property is read when it is used, and not before. */
const asObject = (name: string): string => `module.exports = ${asked(name)}`;
/** One export per property, each dropped where nobody asks for it: a line in place of a hundred getters. */
const asModule = (name: string, names: readonly string[]): string =>
  [
    `const builtin = /*@__PURE__*/ ${asked(name)};`,
    'export default builtin;',
    // By another name first: a property may be called what no variable can be.
    ...names.map((key, at) => `const v${at} = /*@__PURE__*/ (() => builtin.${key})();`),
    `export { ${names.map((key, at) => `v${at} as ${key}`).join(', ')} };`,
  ].join('\n');

/** Loaded at its first use: starting programs costs 4 ms to be able to, and commander asks for it in front of every run. */
const LAZY = new Set(['child_process']);
const whenUsed = (name: string): string => {
  const keys = Object.keys(process.getBuiltinModule(name) ?? {}).filter((key) => IDENTIFIER.test(key));
  return `module.exports = { ${keys.map((key) => `get ${key}() { return ${asked(name)}.${key} }`).join(', ')} }`;
};

/** A property that is a getter loads what hardly anybody wants: who names one reads it when it is used. */
const contentsFor = (name: string, importer: string, isDynamic: boolean): string => {
  if (LAZY.has(name)) return whenUsed(name);
  const own = Object.entries(Object.getOwnPropertyDescriptors(process.getBuiltinModule(name) ?? {}));
  const source = importer === '' ? '' : readFileSync(importer, 'utf8');
  const named = new Set(source.match(/[A-Za-z_$][\w$]*/g));
  const isLazy = own.some(([key, property]) => 'get' in property && named.has(key));
  const plain = own.filter(([, property]) => 'value' in property).map(([key]) => key);
  const names = plain.filter((key) => IDENTIFIER.test(key) && key !== 'default');
  // `import()` gives an object's properties no names of their own: `const { request } = await import('node:http')`.
  if (isDynamic) return asModule(name, names);
  return importer === '' || isLazy ? asObject(name) : asModule(name, names);
};

/**
 * Node's own modules, asked for without their ESM facade. To make that facade Node reads every export, and `node:http` has
 * lazy ones: reading them loads its whole WebSocket and fetch client, 20 ms and several megabytes at every start.
 */
export const bareBuiltins: Plugin = {
  name: 'bare-builtins',
  setup: (build) => {
    build.onResolve({ filter: /^(node:)?[a-z_0-9/]+$/ }, ({ path, kind, importer, namespace }) => {
      const name = path.replace(/^node:/, '');
      const isBuiltin = path.startsWith('node:') || NAMES.has(name);
      if (!isBuiltin || kind === 'require-call') return undefined;
      // Each importer has its own, a line long: a shared one would be a file of its own, to be found and read at every start.
      const isDynamic = kind === 'dynamic-import';
      const own = isDynamic || namespace !== 'file' ? '' : importer;
      const suffix = isDynamic ? '?import()' : `?${own}`;
      return { path: name, namespace: 'builtin', suffix, pluginData: { own, isDynamic }, sideEffects: false };
    });
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path, pluginData }) => {
      const { own, isDynamic } = pluginData as { own: string; isDynamic: boolean };
      return { contents: contentsFor(path, own, isDynamic), loader: 'js' };
    });
  },
};
