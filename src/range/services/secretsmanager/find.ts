/** Looks secrets up, and keeps out whom their own policies keep out. */
import { deniedByResource } from '../../access/resource-policy.ts';
import { AwsError, modeled } from '../../wire/error.ts';
import { iamAction } from '../../wire/service.ts';
import type { Secret, SecretVersion } from '../../world/secrets.ts';
import type { Call } from '../handlers.ts';
import { InvalidRequestException$, ResourceNotFoundException$ } from './errors.ts';

/** By name, by ARN, or by ARN without the six characters that AWS adds. */
function lookUp({ region }: Call, asked = ''): Secret | undefined {
  const all = Object.values(region.secrets);
  return all.find(({ name, arn }) => [name, arn, arn.replace(/-[A-Za-z0-9]{6}$/, '')].includes(asked));
}

function guard(call: Call, { policy, arn }: Secret): void {
  const action = iamAction(call.service, call.operation);
  if (policy === undefined || !deniedByResource(policy, call.principal, action, call.region.name)) return;
  const who = `User: ${call.principal.arn} is not authorized to perform: ${action}`;
  throw new AwsError(
    'AccessDeniedException',
    `${who} on resource: ${arn} with an explicit deny in a resource-based policy`,
    400,
  );
}

/** Throws where there is no such secret, where its policy denies, or, but for some calls, where it is to be deleted. */
export function findSecret(call: Call, asked: string | undefined, isDeletedFine = false): Secret {
  const secret = lookUp(call, asked);
  if (!secret) throw modeled(ResourceNotFoundException$, "Secrets Manager can't find the specified secret.");
  guard(call, secret);
  if (secret.deletedAt !== undefined && !isDeletedFine)
    throw modeled(
      InvalidRequestException$,
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  return secret;
}

export const secretNamed = (call: Call, name: string): Secret | undefined => call.region.secrets[name];

/** The version that has a stage. */
export const staged = ({ versions }: Secret, stage: string): SecretVersion | undefined =>
  Object.values(versions).find(({ stages }) => stages.includes(stage));
