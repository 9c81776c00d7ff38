/** Policies that hang on a resource: they name whom they are about. */
import { contextOf } from './authorize.ts';
import { like } from './pattern.ts';
import { isDeniedBy, statementsOf, type Statement } from './policy.ts';
import type { Principal } from './principal.ts';

type Named = Statement['Principal'];

/** A session is meant by its own ARN, by its role's, by its account's root and number, and by everybody's star. */
function means(named: Named, { arn, principalArn, account }: Principal): boolean {
  if (named === undefined) return false;
  const texts = typeof named === 'string' ? [named] : [named.AWS ?? []].flat();
  const mine = [arn, principalArn, account, `arn:aws:iam::${account}:root`];
  return texts.some((text) => text === '*' || mine.some((one) => like(text, one)));
}

const isAbout = (statement: Statement, principal: Principal): boolean =>
  statement.NotPrincipal ? !means(statement.NotPrincipal, principal) : means(statement.Principal, principal);

/** Does a resource's policy deny this to somebody? Allow is not evaluated. */
export function deniedByResource(document: string, principal: Principal, action: string, region: string): boolean {
  const about = statementsOf(document).filter((statement) => isAbout(statement, principal));
  return isDeniedBy(about, action, contextOf(principal, region));
}
