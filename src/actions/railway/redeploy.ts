import { failedWith } from '../../aws/index.ts';
import { flag, list, maybe, text } from '../../fields/index.ts';
import { Cannot, changes, doesNotHold, holds, unproven } from '../../language/index.ts';
import { flagsOf, instanceAt, place } from '../shared/railway-place.ts';

const OVER = new Set(['FAILED', 'CRASHED', 'REMOVED', 'REMOVING', 'SKIPPED']);

/**
 * A new deployment of what was deployed, which reads the new variables; a restart may not. Whether it lets the right ones
 * in is for its doors to say. One that was begun by an earlier attempt is found by not being the one from before.
 */
export const redeploy = changes({
  title: 'Deploy again, with the new variables',
  noun: 'gateway token',
  calls: ['railway:service-instance', 'railway:redeploy'],
  releaseCalls: [],
  input: { place, old: list(text('Deployments from before')) },
  output: { deployment: text('The new deployment') },
  state: { latest: maybe(text('The newest deployment')), isOver: flag('Does it not run, or not any more?') },
  async see(aws, { place: at }) {
    const { latest } = await instanceAt(aws, at);
    return {
      ...(latest === undefined ? {} : { latest: latest.id }),
      isOver: latest === undefined || latest.deploymentStopped || OVER.has(latest.status),
    };
  },
  async run(aws, { place: at, old }, { latest: before }) {
    const { latest } = await instanceAt(aws, at);
    const isNew = latest !== undefined && latest.id !== before && !old.includes(latest.id);
    if (isNew && !latest.deploymentStopped && !OVER.has(latest.status)) return { deployment: latest.id };
    try {
      return { deployment: (await aws('railway:redeploy', at)).id };
    } catch (error) {
      if (!failedWith(error, 'CANNOT_REDEPLOY')) throw error;
      const says = error instanceof Error ? error.message : '';
      throw new Cannot(
        `${says} The service stays stopped, with the new variables. By hand: railway redeploy --from-source --yes ` +
          `${flagsOf(at)}, which deploys the newest source, then resume`,
      );
    }
  },
  verify(_, { old }, { deployment }, { latest, isOver }) {
    if (latest === undefined || old.includes(latest))
      return unproven('no newer deployment is read back yet', 'railway-read');
    if (isOver) return doesNotHold(`${latest} does not run`, 'railway-read');
    return holds(
      latest === deployment ? `${latest} was begun` : `${latest} has taken the place of ${deployment}`,
      'railway-read',
    );
  },
  release: () => Promise.resolve({ kept: 'a deployment is only ever replaced by the next one' }),
});
