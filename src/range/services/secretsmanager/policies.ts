import type * as client from '@aws-sdk/client-secrets-manager';
import { problemOf } from '../../access/policy.ts';
import { modeled } from '../../wire/error.ts';
import type { Handlers } from '../handlers.ts';
import { MalformedPolicyDocumentException$ } from './errors.ts';
import { findSecret } from './find.ts';

export const policies: Handlers<typeof client> = {
  PutResourcePolicy: (input, call) => {
    const { ResourcePolicy = '' } = input;
    const secret = findSecret(call, input.SecretId);
    const problem = problemOf(ResourcePolicy);
    if (problem)
      throw modeled(MalformedPolicyDocumentException$, `This resource policy contains a syntax error: ${problem}`);
    secret.policy = ResourcePolicy;
    return { ARN: secret.arn, Name: secret.name };
  },

  GetResourcePolicy: (input, call) => {
    const secret = findSecret(call, input.SecretId);
    const { arn: ARN, name: Name, policy } = secret;
    return { ARN, Name, ...(policy !== undefined && { ResourcePolicy: policy }) };
  },

  DeleteResourcePolicy: (input, call) => {
    const secret = findSecret(call, input.SecretId);
    delete secret.policy;
    return { ARN: secret.arn, Name: secret.name };
  },
};
