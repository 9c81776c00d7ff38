import { scopeOf, type HttpIn } from '../wire/http.ts';
import type { Service } from '../wire/service.ts';
import type { Account, World } from '../world/world.ts';
import { expiredToken, invalidKey, missingKey } from './errors.ts';
import { principalOf, type Principal } from './principal.ts';

export interface Caller {
  readonly account: Account;
  readonly principal: Principal;
  readonly region: string;
}

/** Who calls, by access key id and session token. The signature is not checked. */
export function authenticate(world: World, service: Service, request: HttpIn, now: number): Caller {
  const scope = scopeOf(request);
  if (!scope) throw missingKey(service);
  for (const account of Object.values(world.accounts)) {
    const key = account.keys[scope.accessKeyId];
    if (!key) continue;
    if (!key.active || key.token !== request.headers['x-amz-security-token']) throw invalidKey(service);
    if (key.expiresAt !== undefined && key.expiresAt <= now) throw expiredToken(service);
    return { account, principal: principalOf(account, key), region: scope.region };
  }
  throw invalidKey(service);
}
