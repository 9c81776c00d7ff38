import type { Aws, Looking } from '../../aws/index.ts';
import { choice, flag, list, maybe, record, text } from '../../fields/index.ts';
import { TOKEN_FORMATS } from '../../host/index.ts';
import { changes, doesNotHold, holds, type Use } from '../../language/index.ts';
import { type At, place } from '../shared/railway-place.ts';
import { knownOf, learn, makeSecret, seal, unseal } from '../shared/railway-secrets.ts';
import { SETUP, type Variables } from '../shared/railway-variables.ts';
import { USUAL } from './read-variables.ts';

/** As in seed 002: `openssl rand -base64 24`, or longer. */
const PASSWORD = 'base64-32';

/**
 * Sets the new token under every name that it may be read from, and a new setup password, over standard input and without
 * a deployment of its own. A value there that is not one that leaked is this case's own, from before a crash: it stays.
 */
export const rotateVariables = changes({
  title: 'Set a new token and a new setup password',
  noun: 'gateway token',
  calls: ['railway:variable-list', 'railway:variable-set'],
  releaseCalls: [],
  input: {
    place,
    names: list(text('Variables that must hold the new token')),
    leaked: list(record('A value that leaked', { name: text('Variable'), fingerprint: text('Fingerprint') }, 'name')),
    sealed: maybe(text('What leaked, sealed')),
    hasSetupPassword: flag('Is there a setup password?'),
    format: maybe(choice('Form of the new token', TOKEN_FORMATS)),
  },
  output: {
    names: list(text('Variables that hold the new token')),
    fingerprint: text('Fingerprint of the new token'),
    setupFingerprint: maybe(text('Fingerprint of the new setup password')),
    sealed: maybe(text('What leaked, sealed with the new token')),
  },
  state: {
    variables: list(record('A variable', { name: text('Name'), fingerprint: text('Fingerprint') }, 'name')),
  },
  see: async (aws, { place: at, names, hasSetupPassword }, use) => ({
    variables: await printsOf(aws, at, hasSetupPassword ? [...names, SETUP] : names, use),
  }),
  async run(aws, { place: at, names, leaked, sealed, hasSetupPassword, format = USUAL }, _, use) {
    const known = knownOf(use);
    const variables = await aws('railway:variable-list', at);
    const burned = new Set(leaked.map(({ fingerprint }) => fingerprint));
    const isOurs = (value: string | undefined): value is string =>
      value !== undefined && value.trim() !== '' && !burned.has(use.fingerprint(value));
    const watched = hasSetupPassword ? [...names, SETUP] : names;
    learn(
      known,
      variables,
      watched.filter((name) => !isOurs(variables[name])),
    );
    const token = names.map((name) => variables[name]).find(isOurs) ?? known.token ?? makeSecret(format);
    known.token = token;
    unseal(known, sealed, token, use);
    await put(aws, at, variables, { names, value: token });
    if (hasSetupPassword) {
      const before = variables[SETUP];
      known.password = isOurs(before) ? before : (known.password ?? makeSecret(PASSWORD));
      await put(aws, at, variables, { names: [SETUP], value: known.password });
    }
    return {
      names,
      fingerprint: use.fingerprint(token),
      ...(known.password === undefined ? {} : { setupFingerprint: use.fingerprint(known.password) }),
      ...(known.tokens.size + known.passwords.size === 0 ? {} : { sealed: seal(known, token, use) }),
    };
  },
  verify(_, { leaked }, { names, fingerprint, setupFingerprint }, { variables }) {
    const wanted = (name: string): string | undefined => (name === SETUP ? setupFingerprint : fingerprint);
    const wrong = variables.filter(({ name, fingerprint: print }) => print !== wanted(name)).map(({ name }) => name);
    const missing = names.filter((name) => !variables.some((one) => one.name === name));
    if (missing.length > 0) return doesNotHold(`${missing.join(', ')} is not set`, 'railway-read');
    if (wrong.length === 0)
      return holds(`${variables.map(({ name }) => name).join(', ')} read back as the new ones`, 'railway-read');
    const burned = wrong.filter((name) =>
      leaked.some((one) => one.fingerprint === variables.find((each) => each.name === name)?.fingerprint),
    );
    return doesNotHold(
      burned.length > 0 ? `${burned.join(', ')} holds what leaked` : `${wrong.join(', ')} holds something else`,
      'railway-read',
    );
  },
  release: () => Promise.resolve({ kept: 'what leaked is never put back' }),
});

const printsOf = async (
  aws: Looking<'railway:variable-list'>,
  at: At,
  names: readonly string[],
  use: Use,
): Promise<readonly { readonly name: string; readonly fingerprint: string }[]> => {
  const variables = await aws('railway:variable-list', at);
  return names.flatMap((name) => {
    const value = variables[name];
    return value === undefined ? [] : [{ name, fingerprint: use.fingerprint(value) }];
  });
};
/** One after the other: two at once would each write the whole. */
const put = async (
  aws: Aws<'railway:variable-set'>,
  at: At,
  variables: Variables,
  { names, value }: { readonly names: readonly string[]; readonly value: string },
): Promise<void> => {
  for (const name of names) if (variables[name] !== value) await aws('railway:variable-set', { ...at, name, value });
};
