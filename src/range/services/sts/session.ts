import type { AccessKey, Role } from '../../world/iam.ts';
import { keyId, pick, RANGE_SESSION_PREFIX, secretKey } from '../../world/ids.ts';
import type { Account, World } from '../../world/world.ts';

interface SessionRequest {
  readonly role: Role;
  readonly session: string;
  readonly now: number;
  readonly seconds: number;
  readonly instanceArn?: string;
}

/** New temporary credentials of a role, kept among the account's keys. */
export function makeSession(world: World, account: Account, request: SessionRequest): AccessKey & { token: string } {
  const key = {
    id: keyId(world, RANGE_SESSION_PREFIX),
    secret: secretKey(world),
    active: true,
    issuedAt: request.now,
    role: request.role.name,
    session: request.session,
    token: `range/${pick(world, 'abcdefghijklmnopqrstuvwxyz0123456789', 60)}`,
    expiresAt: request.now + request.seconds * 1000,
    ...(request.instanceArn && { instanceArn: request.instanceArn }),
  };
  account.keys[key.id] = key;
  return key;
}
