import type * as client from '@aws-sdk/client-secrets-manager';
import { modeled } from '../../wire/error.ts';
import { pick, uuid } from '../../world/ids.ts';
import type { Secret } from '../../world/secrets.ts';
import { toPairs, toTags } from '../../world/tags.ts';
import type { Call, Handlers } from '../handlers.ts';
import { InvalidParameterException$, ResourceExistsException$ } from './errors.ts';
import { findSecret, secretNamed } from './find.ts';
import { addVersion, CURRENT } from './versions.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const USUAL_WINDOW_DAYS = 30;
const DAY_MS = 86_400_000;

function newSecret({ world, region, account, now }: Call, name: string): Secret {
  const arn = `arn:aws:secretsmanager:${region.name}:${account.id}:secret:${name}-${pick(world, LETTERS, 6)}`;
  return { name, arn, versions: {}, tags: {}, createdAt: now, changedAt: now };
}

function create(call: Call, input: client.CreateSecretCommandInput): client.CreateSecretResponse {
  const { Name: name = '', Description, KmsKeyId, Tags, SecretString, SecretBinary, ClientRequestToken } = input;
  if (!/^[\w/+=.@-]{1,512}$/.test(name))
    throw modeled(InvalidParameterException$, 'Invalid name. Must be a valid name containing alphanumeric characters');
  const id = ClientRequestToken ?? uuid(call.world);
  const known = secretNamed(call, name);
  if (known && !known.versions[id])
    throw modeled(ResourceExistsException$, `The operation failed because the secret ${name} already exists.`);
  const secret = known ?? newSecret(call, name);
  if (!known) {
    if (Description) secret.description = Description;
    if (KmsKeyId) secret.kmsKeyId = KmsKeyId;
    secret.tags = toTags(Tags);
  }
  const hasValue = SecretString !== undefined || SecretBinary !== undefined;
  if (hasValue) addVersion(secret, { id, SecretString, SecretBinary, stages: [CURRENT], now: call.now });
  call.region.secrets[name] = secret;
  return { ARN: secret.arn, Name: name, ...(hasValue && { VersionId: id }) };
}

const stagesOf = ({ versions }: Secret): Record<string, string[]> =>
  Object.fromEntries(
    Object.values(versions)
      .filter(({ stages }) => stages.length)
      .map(({ id, stages }) => [id, [...stages]]),
  );

const dateOf = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms));
/** AWS says the day only. */
const dayOf = (ms: number | undefined) => dateOf(ms === undefined ? undefined : Math.floor(ms / DAY_MS) * DAY_MS);

/** What a list and a description have in common. */
export const secretView = (one: Secret) => ({
  ARN: one.arn,
  Name: one.name,
  Description: one.description,
  KmsKeyId: one.kmsKeyId,
  RotationEnabled: false,
  LastChangedDate: new Date(one.changedAt),
  LastAccessedDate: dayOf(one.accessedAt),
  DeletedDate: dateOf(one.deletedAt),
  CreatedDate: new Date(one.createdAt),
  Tags: toPairs(one.tags),
});

export const secrets: Handlers<typeof client> = {
  CreateSecret: (input, call) => create(call, input),

  DescribeSecret: (input, call) => {
    const secret = findSecret(call, input.SecretId, true);
    return { ...secretView(secret), VersionIdsToStages: stagesOf(secret) };
  },

  DeleteSecret: (input, call) => {
    const { RecoveryWindowInDays = USUAL_WINDOW_DAYS, ForceDeleteWithoutRecovery } = input;
    const secret = findSecret(call, input.SecretId, true);
    if (ForceDeleteWithoutRecovery) delete call.region.secrets[secret.name];
    secret.deletedAt = call.now;
    const ends = ForceDeleteWithoutRecovery ? call.now : call.now + RecoveryWindowInDays * DAY_MS;
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(ends) };
  },

  RestoreSecret: (input, call) => {
    const secret = findSecret(call, input.SecretId, true);
    delete secret.deletedAt;
    return { ARN: secret.arn, Name: secret.name };
  },

  TagResource: (input, call) => {
    Object.assign(findSecret(call, input.SecretId).tags, toTags(input.Tags));
    return {};
  },

  UntagResource: (input, call) => {
    const { TagKeys = [] } = input;
    const { tags } = findSecret(call, input.SecretId);
    for (const key of TagKeys) delete tags[key];
    return {};
  },
};
