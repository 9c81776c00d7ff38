import { createHash } from 'node:crypto';
import { type Aws, CallFailed, failedBecause } from '../../aws/index.ts';
import { flag, list, maybe, record, text } from '../../fields/index.ts';
import { keeps, type Use } from '../../language/index.ts';
import { flagsOf, place } from '../shared/railway-place.ts';
import { recall, type Rotated } from '../shared/railway-secrets.ts';
import { SETUP } from '../shared/railway-variables.ts';
import { caseTags } from '../shared/tags.ts';

type Reads = 'secretsmanager:DescribeSecret' | 'sts:GetCallerIdentity' | 'railway:variable-list';
type Calls = Reads | 'secretsmanager:CreateSecret' | 'secretsmanager:PutSecretValue';
interface Home {
  readonly name: string;
  readonly value: string;
  /** The same value under the same name is the same version, however often it is put (T22). */
  readonly token: string;
}

/**
 * Where those who need the new secrets read them: in Secrets Manager, if there is an AWS account at hand, else where they
 * are in force already. They are printed nowhere.
 */
export const keepSecrets = keeps({
  title: 'Keep the new token and password where people can read them',
  calls: [
    'railway:variable-list',
    'sts:GetCallerIdentity',
    'secretsmanager:DescribeSecret',
    'secretsmanager:CreateSecret',
    'secretsmanager:PutSecretValue',
  ],
  input: {
    place,
    names: list(text('Variables that hold the new token')),
    fingerprint: text('Fingerprint of the new token'),
    setupFingerprint: maybe(text('Fingerprint of the new setup password')),
  },
  output: {
    secrets: list(record('A secret', { name: text('Name'), version: text('Version') }, 'name')),
    isInAws: flag('Are they in Secrets Manager?'),
    why: text('Why there'),
    readWith: list(text('Who needs it reads it with')),
  },
  async find(aws, { place: at, ...rotated }, use) {
    const homes = await homesOf(aws, at, rotated, use);
    try {
      const are = await Promise.all(homes.map((home) => isKept(aws, home)));
      return homes.length > 0 && are.every(Boolean) ? inAws(homes) : undefined;
    } catch {
      return undefined; // whether AWS can be used at all is asked next
    }
  },
  async run(aws, { place: at, ...rotated }, use) {
    const homes = await homesOf(aws, at, rotated, use);
    const [name = ''] = rotated.names;
    try {
      await aws('sts:GetCallerIdentity', {});
      for (const home of homes) await put(aws, home, use);
      return inAws(homes);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      const listed = `railway variable list --json ${flagsOf(at)}`;
      return {
        secrets: [],
        isInAws: false,
        why: `not in Secrets Manager: ${error.failure.message}`,
        // It shows every variable to whoever looks on: only the one that is wanted is passed on.
        readWith: [name, ...(rotated.setupFingerprint === undefined ? [] : [SETUP])].map(
          (each) => `${listed} | jq -r .${each}`,
        ),
      };
    }
  },
});

const homesOf = async (
  aws: Aws<'railway:variable-list'>,
  at: Parameters<typeof recall>[1],
  rotated: Rotated,
  use: Use,
): Promise<readonly Home[]> => {
  const { token, password } = await recall(aws, at, rotated, use);
  const home = (what: string, value: string | undefined): readonly Home[] => {
    const name = `ir/${use.caseId}/${what}`;
    if (value === undefined) return [];
    return [{ name, value, token: createHash('sha256').update([name, value].join('\n')).digest('hex') }];
  };
  return [...home('gateway-token', token), ...home('setup-password', password)];
};
const inAws = (homes: readonly Home[]) => ({
  secrets: homes.map(({ name, token }) => ({ name, version: token })),
  isInAws: true,
  why: 'an AWS account was at hand',
  readWith: homes.map(
    ({ name }) => `aws secretsmanager get-secret-value --secret-id ${name} --query SecretString --output text`,
  ),
});
const stagesOf = async (aws: Aws<'secretsmanager:DescribeSecret'>, name: string) => {
  try {
    return (await aws('secretsmanager:DescribeSecret', { SecretId: name })).VersionIdsToStages ?? {};
  } catch (error) {
    if (failedBecause(error, 'not-found')) return undefined;
    throw error;
  }
};
const isKept = async (aws: Aws<'secretsmanager:DescribeSecret'>, { name, token }: Home): Promise<boolean> =>
  (await stagesOf(aws, name))?.[token]?.includes('AWSCURRENT') === true;
const put = async (aws: Aws<Calls>, { name, token, value }: Home, use: Use): Promise<void> => {
  const stages = await stagesOf(aws, name);
  const own = { ClientRequestToken: token, SecretString: value };
  if (stages === undefined)
    await aws('secretsmanager:CreateSecret', {
      Name: name,
      ...own,
      Description: 'Made while an incident was handled',
      Tags: caseTags(use),
    });
  else if (stages[token]?.includes('AWSCURRENT') !== true)
    await aws('secretsmanager:PutSecretValue', { SecretId: name, ...own });
};
