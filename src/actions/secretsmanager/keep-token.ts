import { createHash } from 'node:crypto';
import { type Aws, failedBecause } from '../../aws/index.ts';
import { arn, instanceId, list, maybe, record, text } from '../../fields/index.ts';
import { Cannot, keeps, type Use } from '../../language/index.ts';
import { registerSecret } from '../../redact/index.ts';
import { readState } from '../shared/gateway-state.ts';
import { heldBy } from '../shared/held-secrets.ts';
import { caseTags } from '../shared/tags.ts';

type Calls =
  | 'secretsmanager:DescribeSecret'
  | 'secretsmanager:GetSecretValue'
  | 'secretsmanager:GetResourcePolicy'
  | 'secretsmanager:CreateSecret'
  | 'secretsmanager:PutSecretValue'
  | 'secretsmanager:UpdateSecretVersionStage'
  | 'secretsmanager:PutResourcePolicy'
  | 'ssm:SendCommandToLook'
  | 'ssm:GetCommandInvocation';
interface Home {
  readonly gateway: string;
  readonly name: string;
  readonly value: string;
  /** The same value under the same name is the same version, however often it is put (T22). */
  readonly token: string;
}
interface Kept {
  readonly gateway: string;
  readonly name: string;
  readonly arn: string;
  readonly version: string;
}

/**
 * The new token's only home outside its host. Resumable at any point (T22): a version is put as AWSPENDING, becomes
 * AWSCURRENT, and AWSPREVIOUS, which would keep the burned one within reach, is taken off. The instance's role is denied
 * to read it: whoever held the token could use that role.
 */
export const keepToken = keeps({
  title: 'Store the new token in Secrets Manager',
  calls: [
    'secretsmanager:DescribeSecret',
    'secretsmanager:GetSecretValue',
    'secretsmanager:GetResourcePolicy',
    'secretsmanager:CreateSecret',
    'secretsmanager:PutSecretValue',
    'secretsmanager:UpdateSecretVersionStage',
    'secretsmanager:PutResourcePolicy',
    'ssm:SendCommandToLook',
    'ssm:GetCommandInvocation',
  ],
  input: {
    instanceId: instanceId('The instance'),
    /** The secret that held the leaked one, if any did. */
    home: maybe(text('The secret')),
    /** The secret from which the host has fetched it, if it has. */
    fetched: maybe(text('The secret')),
    roleArn: maybe(arn('The instance’s role')),
  },
  output: {
    secrets: list(
      record(
        'A secret',
        { gateway: text('The gateway'), name: text('Name'), arn: arn('Its ARN'), version: text('Version') },
        'gateway',
      ),
    ),
    readWith: list(text('Who needs it reads it with')),
  },
  async find(aws, { instanceId: id, home, fetched, roleArn }, use) {
    const homes = await homesOf(aws, id, fetched ?? home, use);
    const kept = await Promise.all(homes.map((each) => keptAt(aws, each, roleArn)));
    const all = kept.filter((each) => each !== undefined);
    return all.length === homes.length && all.length > 0 ? outputOf(all) : undefined;
  },
  async run(aws, { instanceId: id, home, fetched, roleArn }, use) {
    const homes = await homesOf(aws, id, fetched ?? home, use);
    if (homes.length === 0) throw new Cannot('no new token of this case is in force on the host');
    const kept: Kept[] = [];
    for (const each of homes) kept.push(await put(aws, each, roleArn, use));
    return outputOf(kept);
  },
});

/** Asked of the host once for each try at the step. */
const asked = new WeakMap<Use, Promise<readonly Home[]>>();
const homesOf = (aws: Aws<Calls>, id: string, home: string | undefined, use: Use): Promise<readonly Home[]> => {
  const known = asked.get(use) ?? findHomes(aws, id, home, use);
  asked.set(use, known);
  return known;
};
const findHomes = async (aws: Aws<Calls>, id: string, home: string | undefined, use: Use): Promise<readonly Home[]> => {
  const { gateways } = await readState(aws, id, use);
  const all = heldBy(use.caseId).made;
  // What could not be put in force is nobody's token.
  const made = [...all].filter(([gateway, value]) =>
    gateways.find((each) => each.id === gateway)?.holds.includes(use.fingerprint(value)),
  );
  return made.map(([gateway, value]) => {
    const name = home ?? `ir/${use.caseId}/gateway-token`;
    const token = createHash('sha256').update([use.caseId, gateway, value].join('\n')).digest('hex');
    const own = made.length > 1 ? `${name}-${gateway.replace(/\.service$/, '').replace(/[^\w/+=.@-]/g, '-')}` : name;
    return { gateway, name: own, value, token };
  });
};
const outputOf = (secrets: readonly Kept[]) => ({
  secrets,
  readWith: secrets.map(
    ({ arn: id }) => `aws secretsmanager get-secret-value --secret-id ${id} --query SecretString --output text`,
  ),
});

/** Where the new value is the current one already, the burned one has no label left, and the role may not read. */
const keptAt = async (
  aws: Aws<Calls>,
  { gateway, name, token, value }: Home,
  roleArn: string | undefined,
): Promise<Kept | undefined> => {
  try {
    const { ARN = '', VersionIdsToStages = {} } = await aws('secretsmanager:DescribeSecret', { SecretId: name });
    const isCurrent = VersionIdsToStages[token]?.includes('AWSCURRENT') === true;
    const isBurned = Object.entries(VersionIdsToStages).some(
      ([id, stages]) => id !== token && stages.includes('AWSPREVIOUS'),
    );
    if (!isCurrent || isBurned) return undefined;
    if (roleArn !== undefined && !denies(await policyOf(aws, ARN), roleArn)) return undefined;
    const read = await aws('secretsmanager:GetSecretValue', { SecretId: ARN, VersionStage: 'AWSCURRENT' });
    registerSecret(read.SecretString ?? '', 'gateway-token');
    return read.SecretString === value ? { gateway, name, arn: ARN, version: token } : undefined;
  } catch (error) {
    if (failedBecause(error, 'not-found')) return undefined;
    throw error;
  }
};
const policyOf = async (aws: Aws<Calls>, SecretId: string): Promise<string> =>
  (await aws('secretsmanager:GetResourcePolicy', { SecretId })).ResourcePolicy ?? '';

const put = async (aws: Aws<Calls>, home: Home, roleArn: string | undefined, use: Use): Promise<Kept> => {
  const { name, token, value } = home;
  const stages = await stagesOf(aws, name);
  if (stages === undefined)
    await aws('secretsmanager:CreateSecret', {
      Name: name,
      ClientRequestToken: token,
      SecretString: value,
      Description: 'Gateway token, made while an incident was handled',
      Tags: caseTags(use),
    });
  else if (stages[token] === undefined)
    await aws('secretsmanager:PutSecretValue', {
      SecretId: name,
      ClientRequestToken: token,
      SecretString: value,
      VersionStages: ['AWSPENDING'],
    });
  await settleStages(aws, home);
  if (roleArn !== undefined) await denyRole(aws, name, roleArn);
  const kept = await keptAt(aws, home, roleArn);
  if (!kept) throw new Cannot(`${name} was written and does not read back as the new token`);
  return kept;
};
type Stages = Readonly<Record<string, readonly string[]>>;
const stagesOf = async (aws: Aws<Calls>, SecretId: string): Promise<Stages | undefined> => {
  try {
    return (await aws('secretsmanager:DescribeSecret', { SecretId })).VersionIdsToStages ?? {};
  } catch (error) {
    if (failedBecause(error, 'not-found')) return undefined;
    throw error;
  }
};
const settleStages = async (aws: Aws<Calls>, { name, token }: Home): Promise<void> => {
  const stages = (await stagesOf(aws, name)) ?? {};
  const holder = (stage: string): string | undefined => Object.keys(stages).find((id) => stages[id]?.includes(stage));
  const current = holder('AWSCURRENT');
  const move = (VersionStage: string, from: string | undefined, to?: string) =>
    aws('secretsmanager:UpdateSecretVersionStage', {
      SecretId: name,
      VersionStage,
      ...(from === undefined ? {} : { RemoveFromVersionId: from }),
      ...(to === undefined ? {} : { MoveToVersionId: to }),
    });
  if (current !== token) await move('AWSCURRENT', current, token);
  const after = (await stagesOf(aws, name)) ?? {};
  for (const [id, labels] of Object.entries(after))
    for (const label of labels)
      if ((label === 'AWSPREVIOUS' && id !== token) || label === 'AWSPENDING') await move(label, id);
};
interface Statement {
  readonly Effect?: string;
  readonly Principal?: { readonly AWS?: string };
}
const statementsOf = (document: string): readonly Statement[] => {
  try {
    return (JSON.parse(document) as { Statement?: readonly Statement[] }).Statement ?? [];
  } catch {
    return [];
  }
};
const denies = (document: string, roleArn: string): boolean =>
  statementsOf(document).some(({ Effect, Principal }) => Effect === 'Deny' && Principal?.AWS === roleArn);

/** Also where the role was let in for a moment, to fetch it. */
const denyRole = async (aws: Aws<Calls>, SecretId: string, roleArn: string): Promise<void> => {
  const document = await policyOf(aws, SecretId);
  if (denies(document, roleArn)) return;
  const others = statementsOf(document).filter(({ Principal }) => Principal?.AWS !== roleArn);
  const deny = {
    Sid: 'ExceptTheInstance',
    Effect: 'Deny',
    Principal: { AWS: roleArn },
    Action: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
    Resource: '*',
  };
  const ResourcePolicy = JSON.stringify({ Version: '2012-10-17', Statement: [...others, deny] });
  await aws('secretsmanager:PutResourcePolicy', { SecretId, ResourcePolicy });
};
