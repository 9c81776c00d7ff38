import { modeled } from '../../wire/error.ts';
import type { InstanceProfile, Role, User } from '../../world/iam.ts';
import type { Account } from '../../world/world.ts';
import { NoSuchEntityException$ } from './errors.ts';

export const missing = (message: string) => modeled(NoSuchEntityException$, message);

export function findRole(account: Account, name = ''): Role {
  const role = account.roles[name];
  if (!role) throw missing(`The role with name ${name} cannot be found.`);
  return role;
}

export function findUser(account: Account, name = ''): User {
  const user = account.users[name];
  if (!user) throw missing(`The user with name ${name} cannot be found.`);
  return user;
}

export function findProfile(account: Account, name = ''): InstanceProfile {
  const profile = account.profiles[name];
  if (!profile) throw missing(`Instance Profile ${name} cannot be found.`);
  return profile;
}
