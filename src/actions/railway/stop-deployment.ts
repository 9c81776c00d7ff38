import { type Looking, failedBecause } from '../../aws/index.ts';
import { flag, list, record, text } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';
import { instanceAt, place } from '../shared/railway-place.ts';

const GONE = new Set(['REMOVED', 'REMOVING']);

/**
 * Stops what runs, and leaves it in the history with its logs. `railway down`, the seed's first command, removes it from
 * there. Whoever was let in is cut off with it.
 */
export const stopDeployment = changes({
  title: 'Stop the deployments that run',
  noun: 'service',
  calls: ['railway:service-instance', 'railway:deployment', 'railway:deployment-stop'],
  releaseCalls: ['railway:service-instance', 'railway:redeploy'],
  input: { place, deployments: list(text('Deployments that run')) },
  output: { stopped: list(text('Deployments that were stopped')) },
  state: {
    deployments: list(record('A deployment', { id: text('Id'), isStopped: flag('Does none of it run?') }, 'id')),
  },
  see: async (aws, { deployments }) => ({
    deployments: await Promise.all(deployments.map(async (id) => ({ id, isStopped: await isStopped(aws, id) }))),
  }),
  async run(aws, { place: at, deployments }, _, use) {
    // Another one may have been started since it was looked.
    const { running } = await instanceAt(aws, at);
    const all = [...new Set([...deployments, ...running.map(({ id }) => id)])];
    const due = running.map(({ id }) => id);
    await Promise.all(due.map((id) => aws('railway:deployment-stop', { id })));
    use.say(due.length === 0 ? 'nothing runs' : `stopping ${due.join(', ')}`);
    return { stopped: all };
  },
  async verify(aws, _, { stopped }) {
    const states = await Promise.all(stopped.map(async (id) => ({ id, is: await isStopped(aws, id) })));
    const runs = states.filter(({ is }) => !is).map(({ id }) => id);
    if (runs.length > 0) return doesNotHold(`${runs.join(', ')} still runs`, 'railway-read');
    return holds(stopped.length === 0 ? 'nothing ran' : `${stopped.join(', ')} stopped`, 'railway-read');
  },
  async release(aws, { place: at }, _, { stopped }) {
    const { latest, running } = await instanceAt(aws, at);
    const isOurs = latest !== undefined && stopped.includes(latest.id);
    if (running.length > 0 || !isOurs) return { kept: 'a newer deployment has taken its place' };
    await aws('railway:redeploy', at);
    return undefined;
  },
});

const isStopped = async (aws: Looking<'railway:deployment'>, id: string): Promise<boolean> => {
  try {
    const { deployment } = await aws('railway:deployment', { id });
    return deployment === null || deployment.deploymentStopped || GONE.has(deployment.status);
  } catch (error) {
    if (failedBecause(error, 'not-found')) return true;
    throw error;
  }
};
