import type * as iam from '@aws-sdk/client-iam';
import { problemOf } from '../../access/policy.ts';
import { modeled } from '../../wire/error.ts';
import type { Policies } from '../../world/iam.ts';
import type { Call, Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { LimitExceededException$, MalformedPolicyDocumentException$ } from './errors.ts';
import { findRole, findUser, missing } from './find.ts';

/** AWS's limits for the sum of a principal's inline policies, without white space. */
const MOST_CHARACTERS = { role: 10_240, user: 2_048 };

function put(kind: 'role' | 'user', owner: { name: string; policies: Policies }, name = '', document = '') {
  const problem = problemOf(document);
  if (problem) throw modeled(MalformedPolicyDocumentException$, problem);
  const total = Object.values({ ...owner.policies, [name]: document })
    .join('')
    .replace(/\s/g, '').length;
  const message = `Maximum policy size of ${MOST_CHARACTERS[kind]} bytes exceeded for ${kind} ${owner.name}`;
  if (total > MOST_CHARACTERS[kind]) throw modeled(LimitExceededException$, message);
  owner.policies[name] = document;
  return {};
}

/** Documents come back URL-encoded, as in AWS. */
function get(kind: 'role' | 'user', policies: Policies, name = '') {
  const document = policies[name];
  if (document === undefined) throw missing(`The ${kind} policy with name ${name} cannot be found.`);
  return { PolicyName: name, PolicyDocument: encodeURIComponent(document) };
}

function remove(kind: 'role' | 'user', policies: Policies, name = '') {
  if (!(name in policies)) throw missing(`The ${kind} policy with name ${name} cannot be found.`);
  delete policies[name];
  return {};
}

function list(call: Call, policies: Policies, input: { MaxItems?: number | undefined; Marker?: string | undefined }) {
  const { items, next } = page(call, Object.keys(policies), { max: input.MaxItems, token: input.Marker, usual: 100 });
  return { PolicyNames: items, IsTruncated: next !== undefined, Marker: next };
}

export const policies: Handlers<typeof iam> = {
  PutRolePolicy: (input, { account }) =>
    put('role', findRole(account, input.RoleName), input.PolicyName, input.PolicyDocument),
  GetRolePolicy: (input, { account }) => {
    const role = findRole(account, input.RoleName);
    return { RoleName: role.name, ...get('role', role.policies, input.PolicyName) };
  },
  DeleteRolePolicy: (input, { account }) =>
    remove('role', findRole(account, input.RoleName).policies, input.PolicyName),
  ListRolePolicies: (input, call) => list(call, findRole(call.account, input.RoleName).policies, input),
  ListAttachedRolePolicies: (input, call) => {
    const { attached } = findRole(call.account, input.RoleName);
    const { items, next } = page(call, attached, { max: input.MaxItems, token: input.Marker, usual: 100 });
    const AttachedPolicies = items.map((PolicyArn) => ({ PolicyArn, PolicyName: PolicyArn.split('/').at(-1) }));
    return { AttachedPolicies, IsTruncated: next !== undefined, Marker: next };
  },

  PutUserPolicy: (input, { account }) =>
    put('user', findUser(account, input.UserName), input.PolicyName, input.PolicyDocument),
  GetUserPolicy: (input, { account }) => {
    const user = findUser(account, input.UserName);
    return { UserName: user.name, ...get('user', user.policies, input.PolicyName) };
  },
  DeleteUserPolicy: (input, { account }) =>
    remove('user', findUser(account, input.UserName).policies, input.PolicyName),
  ListUserPolicies: (input, call) => list(call, findUser(call.account, input.UserName).policies, input),
};
