import { type Aws, failedBecause, type Looking } from '../../aws/index.ts';
import { decoded } from './policies.ts';

/** An inline policy of a role as JSON text, or undefined where there is none of that name. */
export const readPolicy = async (
  aws: Looking<'iam:GetRolePolicy'>,
  roleName: string,
  policyName: string,
): Promise<string | undefined> => {
  try {
    const { PolicyDocument } = await aws('iam:GetRolePolicy', { RoleName: roleName, PolicyName: policyName });
    return PolicyDocument === undefined ? undefined : decoded(PolicyDocument);
  } catch (error) {
    if (failedBecause(error, 'not-found')) return undefined;
    throw error;
  }
};
/** Takes an inline policy away; one that is gone already is as good. */
export const deletePolicy = async (
  aws: Aws<'iam:DeleteRolePolicy'>,
  roleName: string,
  policyName: string,
): Promise<void> => {
  try {
    await aws('iam:DeleteRolePolicy', { RoleName: roleName, PolicyName: policyName });
  } catch (error) {
    if (!failedBecause(error, 'not-found')) throw error;
  }
};
