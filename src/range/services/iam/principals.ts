import type * as iam from '@aws-sdk/client-iam';
import type { InstanceProfile, Role } from '../../world/iam.ts';
import { toPairs } from '../../world/tags.ts';
import type { Account } from '../../world/world.ts';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { findProfile, findRole, findUser, missing } from './find.ts';

const roleView = (role: Role) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  MaxSessionDuration: role.maxSessionSeconds,
  Tags: toPairs(role.tags),
});

const profileView = (account: Account, profile: InstanceProfile) => ({
  Path: profile.path,
  InstanceProfileName: profile.name,
  InstanceProfileId: profile.id,
  Arn: profile.arn,
  CreateDate: new Date(profile.createdAt),
  Roles: profile.roles.map((name) => roleView(findRole(account, name))),
});

export const principals: Handlers<typeof iam> = {
  GetRole: (input, { account }) => ({ Role: roleView(findRole(account, input.RoleName)) }),

  GetInstanceProfile: (input, { account }) => ({
    InstanceProfile: profileView(account, findProfile(account, input.InstanceProfileName)),
  }),

  ListInstanceProfilesForRole: (input, call) => {
    const { account } = call;
    const { name } = findRole(account, input.RoleName);
    const profiles = Object.values(account.profiles).filter(({ roles }) => roles.includes(name));
    const { items, next } = page(call, profiles, { max: input.MaxItems, token: input.Marker, usual: 100 });
    const InstanceProfiles = items.map((profile) => profileView(account, profile));
    return { InstanceProfiles, IsTruncated: next !== undefined, Marker: next };
  },

  GetUser: (input, { account, principal }) => {
    const name = input.UserName ?? principal.user;
    if (!name) throw missing('Must specify userName when calling with non-User credentials');
    const user = findUser(account, name);
    const { id, arn, createdAt } = user;
    const CreateDate = new Date(createdAt);
    return { User: { Path: '/', UserName: name, UserId: id, Arn: arn, CreateDate, Tags: toPairs(user.tags) } };
  },
};
