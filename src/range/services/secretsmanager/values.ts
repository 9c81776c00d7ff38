import type * as client from '@aws-sdk/client-secrets-manager';
import { modeled } from '../../wire/error.ts';
import { uuid } from '../../world/ids.ts';
import type { Secret, SecretVersion } from '../../world/secrets.ts';
import type { Handlers } from '../handlers.ts';
import { InvalidRequestException$, ResourceNotFoundException$ } from './errors.ts';
import { findSecret, staged } from './find.ts';
import { addVersion, CURRENT } from './versions.ts';

const missing = (what: string) =>
  modeled(ResourceNotFoundException$, `Secrets Manager can't find the specified secret value for ${what}`);

/** By stage, by id, or by both, which then have to agree. */
function versionOf(secret: Secret, id: string | undefined, stage: string | undefined): SecretVersion {
  if (id === undefined) {
    const wanted = stage ?? CURRENT;
    const found = staged(secret, wanted);
    if (!found) throw missing(`staging label: ${wanted}`);
    return found;
  }
  const found = secret.versions[id];
  if (!found) throw missing(`VersionId: ${id}`);
  if (stage !== undefined && !found.stages.includes(stage))
    throw modeled(
      InvalidRequestException$,
      'You provided a VersionStage that is not associated to the provided VersionId.',
    );
  return found;
}

export const values: Handlers<typeof client> = {
  GetSecretValue: (input, call) => {
    const { VersionId, VersionStage } = input;
    const secret = findSecret(call, input.SecretId);
    const { id, text, bytes, stages, createdAt } = versionOf(secret, VersionId, VersionStage);
    secret.accessedAt = call.now;
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: id,
      ...(text !== undefined && { SecretString: text }),
      ...(bytes !== undefined && { SecretBinary: Buffer.from(bytes, 'base64') }),
      VersionStages: [...stages],
      CreatedDate: new Date(createdAt),
    };
  },

  PutSecretValue: (input, call) => {
    const { ClientRequestToken, SecretString, SecretBinary, VersionStages = [CURRENT] } = input;
    const secret = findSecret(call, input.SecretId);
    const id = ClientRequestToken ?? uuid(call.world);
    const wanted = { id, SecretString, SecretBinary, stages: VersionStages, now: call.now };
    const { stages } = addVersion(secret, wanted);
    return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: [...stages] };
  },
};
