import type * as client from '@aws-sdk/client-secrets-manager';
import { modeled } from '../../wire/error.ts';
import type { Secret } from '../../world/secrets.ts';
import type { Handlers } from '../handlers.ts';
import { InvalidParameterException$, ResourceNotFoundException$ } from './errors.ts';
import { findSecret, staged } from './find.ts';
import { CURRENT, dropStage, moveStage } from './versions.ts';

/** Who holds the label has to be named, so that nobody takes it from a version that he does not know of. */
function checkHolder(secret: Secret, stage: string, named: string | undefined): void {
  const holder = staged(secret, stage);
  if (holder && named === undefined)
    throw modeled(
      InvalidParameterException$,
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  if (named !== undefined && holder?.id !== named)
    throw modeled(
      InvalidParameterException$,
      `The parameter RemoveFromVersionId is not valid. Staging label ${stage} is not attached to version ${named}.`,
    );
}

export const stages: Handlers<typeof client> = {
  UpdateSecretVersionStage: (input, call) => {
    const { VersionStage: stage = '', MoveToVersionId: to, RemoveFromVersionId: from } = input;
    const secret = findSecret(call, input.SecretId);
    if (from !== undefined || (to !== undefined && staged(secret, stage)?.id !== to)) checkHolder(secret, stage, from);
    if (to === undefined && stage === CURRENT)
      throw modeled(InvalidParameterException$, `You can't remove the staging label ${CURRENT} without moving it.`);
    const target = to === undefined ? undefined : secret.versions[to];
    if (to !== undefined && !target)
      throw modeled(
        ResourceNotFoundException$,
        `Secrets Manager can't find the specified secret value for VersionId: ${to}`,
      );
    if (target) moveStage(secret, stage, target);
    else dropStage(secret, stage);
    secret.changedAt = call.now;
    return { ARN: secret.arn, Name: secret.name };
  },
};
