import { flag, list, maybe, record, text } from '../../fields/index.ts';
import { TOKEN_FORMATS } from '../../host/index.ts';
import { choice } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { place } from '../shared/railway-place.ts';
import { knownOf, learn, makeSecret, seal } from '../shared/railway-secrets.ts';
import { inForce, namesToSet, reachableIn, SETUP } from '../shared/railway-variables.ts';

/** As in seed 002. */
export const USUAL = 'base64-48';

/**
 * Which variable is really in force, and what else stands beside it. Values stay in memory; what leaked goes on sealed
 * with the token that will be put in its place.
 */
export const readVariables = looks({
  title: 'Read the variables: where the token is in force, what else they hold',
  calls: ['railway:variable-list'],
  input: { place, format: maybe(choice('Form of the new token', TOKEN_FORMATS)) },
  output: {
    names: list(text('Variables that must hold the new token')),
    inForce: maybe(text('The variable in force')),
    why: text('How that is known'),
    isOnVolume: flag('Is it in a file on the volume, and in no variable?'),
    leaked: list(record('A value that leaked', { name: text('Variable'), fingerprint: text('Fingerprint') }, 'name')),
    hasSetupPassword: flag('Is there a setup password?'),
    sealed: maybe(text('What leaked, sealed with the new token')),
    reachable: list(
      record(
        'A credential that the token gives access to',
        { name: text('Variable'), how: text('Where it is revoked'), fingerprint: text('Fingerprint') },
        'name',
      ),
    ),
  },
  async run(aws, { place: at, format = USUAL }, use) {
    const variables = await aws('railway:variable-list', at);
    const names = namesToSet(variables);
    const { name, why } = inForce(variables);
    const known = knownOf(use);
    const hasSetupPassword = (variables[SETUP] ?? '').trim() !== '';
    const watched = [...names, ...(hasSetupPassword ? [SETUP] : [])];
    learn(known, variables, watched);
    known.token ??= makeSecret(format);
    return {
      names,
      ...(name === undefined ? {} : { inForce: name }),
      why,
      isOnVolume: name === undefined,
      leaked: watched.flatMap((each) => {
        const value = variables[each];
        return value === undefined ? [] : [{ name: each, fingerprint: use.fingerprint(value) }];
      }),
      hasSetupPassword,
      ...(known.tokens.size + known.passwords.size === 0 ? {} : { sealed: seal(known, known.token, use) }),
      reachable: reachableIn(variables, use.fingerprint),
    };
  },
});
