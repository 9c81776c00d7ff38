import { dirname, isAbsolute, join } from 'node:path';
import { read } from './io.ts';
import { parseSpots, type Spot, spotAt, textAt } from './json5.ts';
import { variables } from './names.ts';

/** What decides about a gateway's secret, read together. */
export interface Config {
  readonly path: string;
  readonly text: string;
  readonly root: Spot | undefined;
}
export const readConfig = (path: string): Config | undefined => {
  const text = read(path);
  if (text === undefined) return undefined;
  try {
    return { path, text, root: parseSpots(text) };
  } catch {
    return { path, text, root: undefined };
  }
};
export const modeOf = (config: Config | undefined, environment: ReadonlyMap<string, string>): string => {
  const auth = ['gateway', 'auth'];
  const named = textAt(config?.root, [...auth, 'mode']);
  if (named !== undefined) return named;
  if (spotAt(config?.root, [...auth, 'token'])) return 'token';
  if (spotAt(config?.root, [...auth, 'password'])) return 'password';
  if (variables('GATEWAY_TOKEN').some((name) => environment.has(name))) return 'token';
  if (variables('GATEWAY_PASSWORD').some((name) => environment.has(name))) return 'password';
  return spotAt(config?.root, [...auth, 'allowTailscale'])?.value === true ? 'tailscale' : 'token';
};

/** Where a value of the config comes from: itself, a variable, a file, a program. */
export type Origin =
  | { readonly is: 'text'; readonly value: string }
  | { readonly is: 'variable'; readonly name: string }
  | { readonly is: 'file'; readonly path: string; readonly pointer: readonly string[] }
  | { readonly is: 'program'; readonly command: string };

export const originOf = (config: Config, path: readonly string[]): Origin | undefined => {
  const spot = spotAt(config.root, path);
  if (spot === undefined) return undefined;
  if (typeof spot.value === 'string') {
    const name = /^\$\{([A-Za-z_]\w*)\}$/.exec(spot.value)?.[1];
    return name === undefined ? { is: 'text', value: spot.value } : { is: 'variable', name };
  }
  const of = (name: string): string | undefined => textAt(spot, [name]);
  const id = of('id') ?? '';
  const provider = spotAt(config.root, ['secrets', 'providers', of('provider') ?? 'default']);
  const source = of('source');
  if (source === 'env') return { is: 'variable', name: id };
  if (source === 'exec') return { is: 'program', command: textAt(provider, ['command']) ?? id };
  if (source !== 'file') return undefined;
  const file = textAt(provider, ['path']);
  const isWhole = textAt(provider, ['mode']) === 'singleValue' || file === undefined;
  const named = file ?? id;
  return {
    is: 'file',
    path: isAbsolute(named) ? named : join(dirname(config.path), named.replace(/^~\//, '')),
    pointer: isWhole ? [] : id.split('/').filter(Boolean),
  };
};
