import type * as ssm from '@aws-sdk/client-ssm';
import type { Parameter } from '../../world/systems.ts';
import type { Call } from '../handlers.ts';

export function parameterArn({ region, account }: Call, name: string): string {
  return `arn:aws:ssm:${region.name}:${account.id}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

/** A SecureString without decryption is a text that tells nothing. */
export function parameterView(call: Call, one: Parameter, decrypt: boolean | undefined): ssm.Parameter {
  const isHidden = one.type === 'SecureString' && !decrypt;
  return {
    Name: one.name,
    ARN: parameterArn(call, one.name),
    Type: one.type,
    Value: isHidden ? Buffer.from(`encrypted:${one.name}:${one.version}`).toString('base64') : one.value,
    Version: one.version,
    DataType: 'text',
    LastModifiedDate: new Date(one.modifiedAt),
  };
}
