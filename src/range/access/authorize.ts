import { iamAction, type Service } from '../wire/service.ts';
import type { Account } from '../world/world.ts';
import type { Context } from './conditions.ts';
import { accessDenied } from './errors.ts';
import { isDenied } from './policy.ts';
import { policiesOf, type Principal } from './principal.ts';

/** The condition keys of a request; absent where AWS would not send them. */
export function contextOf(principal: Principal, region: string): Context {
  return {
    'aws:userid': principal.userId,
    'aws:principalarn': principal.principalArn,
    'aws:principalaccount': principal.account,
    'aws:requestedregion': region,
    ...(principal.user && { 'aws:username': principal.user }),
    ...(principal.issuedAt && { 'aws:tokenissuetime': new Date(principal.issuedAt).toISOString() }),
    ...(principal.instanceArn && { 'ec2:sourceinstancearn': principal.instanceArn }),
  };
}

/** Does an inline policy of the principal deny this action (`ssm:SendCommand`)? */
export function mayNot(account: Account, principal: Principal, action: string, region: string): boolean {
  const documents = Object.values(policiesOf(account, principal));
  return isDenied(documents, action, contextOf(principal, region));
}

/** Can't be denied: AWS's STS reference says so (trap T31). */
const ALWAYS_ALLOWED = 'sts:GetCallerIdentity';

/** Throws where a policy denies. What no policy denies is allowed: Allow statements are not evaluated. */
export function authorize(account: Account, principal: Principal, service: Service, operation: string, region: string) {
  const action = iamAction(service, operation);
  if (action === ALWAYS_ALLOWED || !mayNot(account, principal, action, region)) return;
  throw accessDenied(service, operation, principal.arn, 'with an explicit deny in an identity-based policy');
}
