import type { AccessKey, Policies } from '../world/iam.ts';
import type { Account } from '../world/world.ts';

/** Who made a request, as IAM and CloudTrail see it. */
export interface Principal {
  readonly kind: 'user' | 'role' | 'service';
  readonly account: string;
  readonly arn: string;
  /** `aws:userid`: `AIDA…`, or `<role id>:<session name>`; an instance's session name is its id. */
  readonly userId: string;
  /** What CloudTrail calls `Username`: the user's or the session's name. */
  readonly username: string;
  /** `aws:PrincipalArn`: for a session, the role's ARN. */
  readonly principalArn: string;
  readonly accessKeyId: string;
  readonly role?: string;
  readonly user?: string;
  /** Only of temporary credentials: `aws:TokenIssueTime`. */
  readonly issuedAt?: number;
  readonly instanceArn?: string;
}

function userPrincipal(account: Account, key: AccessKey, name: string): Principal {
  const user = account.users[name];
  const arn = user?.arn ?? `arn:aws:iam::${account.id}:user/${name}`;
  const common = { kind: 'user', account: account.id, arn, principalArn: arn, username: name, user: name } as const;
  return { ...common, userId: user?.id ?? name, accessKeyId: key.id };
}

function sessionPrincipal(account: Account, key: AccessKey, role: string, session: string): Principal {
  const { arn: principalArn = '', id = '' } = account.roles[role] ?? {};
  return {
    kind: 'role',
    account: account.id,
    arn: `arn:aws:sts::${account.id}:assumed-role/${role}/${session}`,
    userId: `${id}:${session}`,
    username: session,
    principalArn,
    accessKeyId: key.id,
    role,
    issuedAt: key.issuedAt,
    ...(key.instanceArn && { instanceArn: key.instanceArn }),
  };
}

export function principalOf(account: Account, key: AccessKey): Principal {
  if (key.role && key.session) return sessionPrincipal(account, key, key.role, key.session);
  return userPrincipal(account, key, key.user ?? 'unknown');
}

/** An AWS service which acts by itself: Auto Scaling, an alarm. */
export function servicePrincipal(account: string, name: string): Principal {
  const arn = `${name}.amazonaws.com`;
  return { kind: 'service', account, arn, principalArn: arn, userId: name, username: name, accessKeyId: '' };
}

/** The inline policies that bind a principal. */
export function policiesOf(account: Account, principal: Principal): Policies {
  if (principal.role) return account.roles[principal.role]?.policies ?? {};
  return (principal.user && account.users[principal.user]?.policies) || {};
}
