import type * as client from '@aws-sdk/client-sts';
import { accessDenied } from '../../access/errors.ts';
import { AwsError } from '../../wire/error.ts';
import { defineService } from '../../wire/service.ts';
import type { Role } from '../../world/iam.ts';
import type { Account } from '../../world/world.ts';
import type { Call, Handlers, SimulatedService } from '../handlers.ts';
import * as operations from './sdk.ts';
import { makeSession } from './session.ts';

/** AWS does not tell an unknown role from one that may not be assumed. Trust policies are not evaluated. */
function findRole(call: Call, arn = ''): { account: Account; role: Role } {
  const [, , , , accountId = '', resource = ''] = arn.split(':');
  const account = call.world.accounts[accountId];
  const role = account?.roles[resource.split('/').at(-1) ?? ''];
  if (account && role) return { account, role };
  throw accessDenied(call.service, call.operation, call.principal.arn, `on resource: ${arn}`);
}

const handlers: Handlers<typeof client> = {
  GetCallerIdentity: (_input, { account, principal }) => ({
    Account: account.id,
    Arn: principal.arn,
    UserId: principal.userId,
  }),

  AssumeRole: (input, call) => {
    const { account, role } = findRole(call, input.RoleArn);
    const session = input.RoleSessionName ?? '';
    if (!/^[\w+=,.@-]{2,64}$/.test(session)) throw new AwsError('ValidationError', 'roleSessionName is not valid');
    const seconds = input.DurationSeconds ?? 3600;
    if (seconds > role.maxSessionSeconds)
      throw new AwsError(
        'ValidationError',
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      );
    const key = makeSession(call.world, account, { role, session, now: call.now, seconds });
    return {
      Credentials: {
        AccessKeyId: key.id,
        SecretAccessKey: key.secret,
        SessionToken: key.token,
        Expiration: new Date(key.expiresAt ?? 0),
      },
      AssumedRoleUser: {
        AssumedRoleId: `${role.id}:${session}`,
        Arn: `arn:aws:sts::${account.id}:assumed-role/${role.name}/${session}`,
      },
    };
  },

  GetAccessKeyInfo: (input, { world }) => {
    const { AccessKeyId = '' } = input;
    const owner = Object.values(world.accounts).find(({ keys }) => keys[AccessKeyId]);
    if (!owner) throw new AwsError('ValidationError', `The access key ${AccessKeyId} is not known`);
    return { Account: owner.id };
  },
};

const facts = {
  id: 'STS',
  signingName: 'sts',
  version: '2011-06-15',
  protocol: 'awsQuery',
  target: 'AWSSecurityTokenServiceV20110615',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
} as const;

export const sts: SimulatedService = { service: defineService(facts, Object.values(operations)), handlers };
