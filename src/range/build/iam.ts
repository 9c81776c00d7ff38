import { keyId, principalId, RANGE_KEY_PREFIX, secretKey } from '../world/ids.ts';
import type { AccessKey, Role, User } from '../world/iam.ts';
import type { Tags } from '../world/tags.ts';
import { days, type Site } from './site.ts';

const EC2_TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

export function user({ world, account, now }: Site, name: string, tags: Tags = {}): User {
  const arn = `arn:aws:iam::${account.id}:user/${name}`;
  const one = { name, id: principalId(world, 'AIDA'), arn, createdAt: now - days(400), policies: {}, tags };
  return (account.users[name] = one);
}

export function accessKey({ world, account, now }: Site, userName: string): AccessKey {
  const id = keyId(world, RANGE_KEY_PREFIX);
  const key = { id, secret: secretKey(world), active: true, issuedAt: now - days(30), user: userName };
  return (account.keys[id] = key);
}

interface RoleWish {
  readonly attached?: readonly string[];
  readonly policies?: Readonly<Record<string, object>>;
  readonly trust?: string;
}

export function role({ world, account, now }: Site, name: string, wish: RoleWish = {}): Role {
  const policies = Object.entries(wish.policies ?? {}).map(([key, document]) => [key, JSON.stringify(document)]);
  return (account.roles[name] = {
    name,
    id: principalId(world, 'AROA'),
    arn: `arn:aws:iam::${account.id}:role/${name}`,
    path: '/',
    createdAt: now - days(200),
    policies: Object.fromEntries(policies) as Record<string, string>,
    attached: [...(wish.attached ?? [])],
    trust: wish.trust ?? EC2_TRUST,
    maxSessionSeconds: 3600,
    tags: {},
  });
}

/** A profile with one role, whose name need not be the same. */
export function instanceProfile({ world, account, now }: Site, name: string, roleName: string): void {
  const arn = `arn:aws:iam::${account.id}:instance-profile/${name}`;
  const id = principalId(world, 'AIPA');
  account.profiles[name] = { name, id, arn, path: '/', createdAt: now - days(200), roles: [roleName] };
}
