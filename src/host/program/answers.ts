import type { Answers, Source } from '../protocol.ts';
import type { Gateway } from './gateway.ts';
import { isReady, knock, pause } from './http.ts';
import type { Values } from './secrets.ts';
import { systemctl } from './units.ts';

/** 200 and 404 are let in; 401, 403 are refused; 0 is no answer, 429 and 5xx say nothing. */
export const isLetIn = (status: number | undefined): boolean =>
  status !== undefined && status !== 0 && status !== 401 && status !== 403 && status !== 429 && status < 500;

/** Asks the running gateway which of these values it lets in. The names, not the values, are what is answered. */
export const answersTo = async (gateway: Gateway, names: Iterable<string>, values: Values): Promise<Answers> => {
  const answers: Record<string, number> = {};
  for (const name of new Set(names)) {
    const value = values.of(name);
    if (value !== undefined) answers[name] = await knock(gateway.port, value);
  }
  return answers;
};
export const sourcesOf = (gateway: Gateway, values: Values): readonly (Source & { readonly cannot?: string })[] =>
  gateway.places.map(({ kind, where, value, cannot }) => {
    const name = values.name(value, 'token');
    return {
      kind,
      where,
      ...(name === undefined ? {} : { value: name }),
      wins: false,
      ...(cannot === undefined ? {} : { cannot }),
    };
  });
/** Where nothing answers: argv beats all; the older ones believed the environment first, the newest its config. */
export const expected = ({ product }: Gateway, sources: readonly Source[]): Source | undefined => {
  const order: readonly Source['kind'][] =
    product === 'openclaw'
      ? ['command-line', 'config', 'secret-file', 'unit-environment', 'environment-file', 'dotenv']
      : ['command-line', 'unit-environment', 'environment-file', 'config', 'secret-file', 'dotenv'];
  return order.map((kind) => sources.find((source) => source.kind === kind)).find(Boolean);
};
/** Until it answers, or its manager has given it up. */
export const ready = async (gateway: Gateway, seconds: number): Promise<boolean> => {
  const { unit } = gateway;
  for (let end = Date.now() + seconds * 1_000, looked = Date.now(); ;) {
    if (await isReady(gateway.port)) return true;
    if (Date.now() > end) return false;
    if (unit && Date.now() - looked > 2_000) {
      looked = Date.now();
      if (/^(failed|inactive)$/.test(systemctl(unit, ['is-active', unit.name], 5)?.trim() ?? '')) return false;
    }
    await pause(200);
  }
};
