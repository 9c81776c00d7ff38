import { makeSession } from '../services/sts/session.ts';
import type { Simulation } from '../server/simulation.ts';

/** Temporary credentials, in the form that SDK clients take. */
export interface InstanceCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** An instance role's session lasts about six hours. */
const SECONDS = 6 * 3600;

/** What an instance's metadata service would hand out now. Throws where it would not. */
export function instanceCredentials(simulation: Simulation, instanceId: string): InstanceCredentials {
  const { world, clock } = simulation;
  for (const account of Object.values(world.accounts))
    for (const region of Object.values(account.regions)) {
      const instance = region.instances[instanceId];
      if (!instance) continue;
      const association = Object.values(region.associations).find((one) => one.instanceId === instanceId);
      const role = account.roles[account.profiles[association?.profileName ?? '']?.roles[0] ?? ''];
      if (!role) throw new Error(`${instanceId} has no instance profile`);
      if (instance.metadata.endpoint === 'disabled')
        throw new Error(`the metadata service of ${instanceId} is disabled`);
      const instanceArn = `arn:aws:ec2:${region.name}:${account.id}:instance/${instanceId}`;
      const key = makeSession(world, account, {
        role,
        session: instanceId,
        now: clock.now(),
        seconds: SECONDS,
        instanceArn,
      });
      simulation.save();
      return {
        accessKeyId: key.id,
        secretAccessKey: key.secret,
        sessionToken: key.token,
        expiration: new Date(key.expiresAt ?? 0),
      };
    }
  throw new Error(`the range has no instance ${instanceId}`);
}
