import { type Aws, failedBecause, type Looking } from '../../aws/index.ts';
import { count, list, maybe, text } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';
import { registerSecret } from '../../redact/index.ts';
import { heldBy } from '../shared/held-secrets.ts';

const NOTE = 'rotated; the new token is in Secrets Manager';

/**
 * A parameter keeps every old value in its history, and no new token may go into one (T18): it is deleted, history and
 * all, and made again as a note of where the new one is. Who wrote which version when is kept first. Never put back.
 */
export const replaceCopy = changes({
  title: 'Replace the leaked token in a parameter by a note',
  noun: 'copies of the token',
  calls: ['ssm:GetParameter', 'ssm:GetParameterHistory', 'ssm:DeleteParameter', 'ssm:PutParameter'],
  releaseCalls: [],
  input: { name: text('The parameter'), readWith: list(text('How the new token is read')) },
  output: { history: list(text('Versions that were there')) },
  state: { isNote: maybe(text('What it says, if it is our note')), versions: count('Versions in its history') },
  async see(aws, { name }) {
    const value = await valueOf(aws, name);
    return {
      isNote: value?.startsWith(NOTE) === true ? value : undefined,
      versions: (await historyOf(aws, name)).length,
    };
  },
  async run(aws, { name, readWith }) {
    const history = await historyOf(aws, name);
    const value = await valueOf(aws, name);
    if (value?.startsWith(NOTE) !== true) await replace(aws, name, value !== undefined || history.length > 0, readWith);
    return { history };
  },
  async verify(aws, { name }, _, now, { caseId }) {
    const value = await valueOf(aws, name);
    if (value !== undefined && heldBy(caseId).leaked.has(value)) return doesNotHold(`${name} holds the leaked token`);
    if (now.isNote === undefined) return doesNotHold(`${name} does not hold the note`);
    return now.versions === 1
      ? holds(`${name} is a note, without history`)
      : doesNotHold(`${name} still has a history`);
  },
  release: () => Promise.resolve({ kept: 'a leaked token is never put back' }),
});

const replace = async (
  aws: Aws<'ssm:DeleteParameter' | 'ssm:PutParameter'>,
  Name: string,
  isThere: boolean,
  readWith: readonly string[],
): Promise<void> => {
  if (isThere)
    await aws('ssm:DeleteParameter', { Name }).catch((error: unknown) => {
      if (!failedBecause(error, 'not-found')) throw error;
    });
  await aws('ssm:PutParameter', {
    Name,
    Type: 'String',
    Value: `${NOTE}: ${readWith.join(' ; ')}`.slice(0, 4_000),
    Overwrite: true,
  });
};
const valueOf = async (aws: Looking<'ssm:GetParameter'>, Name: string): Promise<string | undefined> => {
  try {
    const { Parameter } = await aws('ssm:GetParameter', { Name, WithDecryption: true });
    if (Parameter?.Type === 'SecureString') registerSecret(Parameter.Value ?? '', 'gateway-token');
    return Parameter?.Value;
  } catch (error) {
    if (failedBecause(error, 'not-found')) return undefined;
    throw error;
  }
};
const historyOf = async (aws: Looking<'ssm:GetParameterHistory'>, Name: string): Promise<readonly string[]> => {
  try {
    const { Parameters = [] } = await aws('ssm:GetParameterHistory', { Name, WithDecryption: false });
    return Parameters.map(
      ({ Version = 0, LastModifiedDate, LastModifiedUser = 'unknown' }) =>
        `version ${Version}, ${LastModifiedDate?.toISOString() ?? 'at an unknown time'}, by ${LastModifiedUser}`,
    );
  } catch (error) {
    if (failedBecause(error, 'not-found')) return [];
    throw error;
  }
};
