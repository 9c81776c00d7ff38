import type { Aws } from './calls.ts';

/** Who AWS says the caller is. Needs no permission, and succeeds even under an explicit deny (STS API reference). */
export interface Identity {
  readonly account: string;
  readonly arn: string;
  /** `AROA…:<session>` for a role, `AIDA…` for a user. */
  readonly userId: string;
}
export const whoAmI = async (aws: Aws<'sts:GetCallerIdentity'>): Promise<Identity> => {
  const { Account, Arn, UserId } = await aws('sts:GetCallerIdentity', {});
  return { account: Account ?? '', arn: Arn ?? '', userId: UserId ?? '' };
};
/** An instance's own credentials carry the instance id as their session name. The suspect must not answer for itself. */
export const isInstance = (identity: Identity, instanceId: string): boolean =>
  identity.userId.endsWith(`:${instanceId}`);
