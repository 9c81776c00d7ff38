import type { OnLoadArgs, OnResolveArgs, OnResolveResult, Plugin } from 'esbuild';
import { shakable } from './pure-schemas.mts';

/**
 * Gives the range its own copy of the AWS clients' schemas. A module can stand in one chunk only, so that every
 * run would otherwise load what only the range knows of it.
 */
const OWN = '?range';
interface Marked {
  readonly range: true;
}
const isMarked = (data: unknown): data is Marked => data !== null && typeof data === 'object' && 'range' in data;
const CLIENT = /[/\\]@aws-sdk[/\\]client-[\w-]+[/\\]/;

export const rangeApart: Plugin = {
  name: 'range-apart',
  setup(build) {
    const resolve = async ({
      path,
      importer,
      resolveDir,
      kind,
      pluginData,
    }: OnResolveArgs): Promise<OnResolveResult | undefined> => {
      const fromRange = /[/\\]src[/\\]range[/\\]/.test(importer) || isMarked(pluginData);
      if (!fromRange) return undefined;
      // Another namespace than `file`, or this would be asked again.
      const found = await build.resolve(path, { kind, importer, resolveDir, namespace: OWN });
      return found.errors.length === 0 && CLIENT.test(found.path)
        ? {
            path: found.path,
            suffix: OWN,
            sideEffects: found.sideEffects,
            pluginData: { range: true } satisfies Marked,
          }
        : undefined;
    };
    build.onResolve({ filter: /^@aws-sdk\/client-/, namespace: 'file' }, resolve);
    build.onResolve({ filter: /^\.\.?\//, namespace: 'file' }, (args) =>
      isMarked(args.pluginData) ? resolve(args) : undefined,
    );
    build.onLoad({ filter: CLIENT, namespace: 'file' }, ({ path, suffix }: OnLoadArgs) =>
      suffix === OWN && path.endsWith('.js')
        ? { contents: shakable(path), loader: 'js', pluginData: { range: true } satisfies Marked }
        : undefined,
    );
  },
};
