import type * as iam from '@aws-sdk/client-iam';
import type { Account } from '../../world/world.ts';
import type { Call, Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { findUser, missing } from './find.ts';

function find(account: Account, id = '', user?: string) {
  const key = account.keys[id];
  const isThere = key?.user !== undefined && (user === undefined || key.user === user);
  if (!key || !isThere) throw missing(`The Access Key with id ${id} cannot be found.`);
  return key;
}

/** From the range's own record: the last request that the key signed. */
function lastUse({ simulation }: Call, id: string): iam.AccessKeyLastUsed {
  const entry = simulation.record.entries.findLast(({ accessKeyId }) => accessKeyId === id);
  if (!entry) return { ServiceName: 'N/A', Region: 'N/A', LastUsedDate: undefined };
  return { ServiceName: entry.signingName, Region: entry.region, LastUsedDate: new Date(entry.at) };
}

export const accessKeys: Handlers<typeof iam> = {
  ListAccessKeys: (input, call) => {
    const { account, principal } = call;
    const { name } = findUser(account, input.UserName ?? principal.user);
    const all = Object.values(account.keys)
      .filter(({ user }) => user === name)
      .map(({ id, active, issuedAt }) => ({
        UserName: name,
        AccessKeyId: id,
        Status: active ? ('Active' as const) : ('Inactive' as const),
        CreateDate: new Date(issuedAt),
      }));
    const { items, next } = page(call, all, { max: input.MaxItems, token: input.Marker, usual: 100 });
    return { AccessKeyMetadata: items, IsTruncated: next !== undefined, Marker: next };
  },

  UpdateAccessKey: (input, { account }) => {
    find(account, input.AccessKeyId, input.UserName).active = input.Status === 'Active';
    return {};
  },

  GetAccessKeyLastUsed: (input, call) => {
    const { id, user } = find(call.account, input.AccessKeyId);
    return { UserName: user, AccessKeyLastUsed: lastUse(call, id) };
  },
};
