import type { Aws } from './calls.ts';
import { failedBecause } from './failure.ts';

/** Who AWS, or Railway, says the caller is. AWS's needs no permission, and succeeds even under an explicit deny (STS API reference). */
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

type RailwayAws = Aws<'railway:whoami' | 'railway:project-token'>;
const has = (name: string): boolean => (process.env[name] ?? '') !== '';
/**
 * Whose login the railway program works with. A login has a person. A project's token (RAILWAY_TOKEN) has none, and says
 * of itself which project it is for; a workspace's token (RAILWAY_API_TOKEN) says nothing at all, and still is one.
 */
export const whoOnRailway = async (railway: RailwayAws): Promise<Identity> => {
  try {
    const { email, workspaces } = await railway('railway:whoami', {});
    return { account: workspaces.map(({ name }) => name).join(', '), arn: `railway:${email}`, userId: email };
  } catch (error) {
    if (has('RAILWAY_TOKEN')) {
      const { projectToken: token } = await railway('railway:project-token', {});
      const of = `${token.project.name}, ${token.environment.name}`;
      return { account: token.project.name, arn: `railway:project token “${token.name}” of ${of}`, userId: token.id };
    }
    const isMute = failedBecause(error, 'denied') || failedBecause(error, 'no-credentials');
    if (isMute && has('RAILWAY_API_TOKEN'))
      return { account: '', arn: 'railway:the token in RAILWAY_API_TOKEN, of no person', userId: 'RAILWAY_API_TOKEN' };
    throw error;
  }
};
