import { text } from '../../fields/index.ts';
import { Cannot, looks } from '../../language/index.ts';
import { flagsOf, place } from '../shared/railway-place.ts';

const BROKEN = new Set(['FAILED', 'CRASHED']);
const SETTLED = new Set(['SUCCESS', 'SLEEPING', 'REMOVED', 'REMOVING', 'SKIPPED']);

/** Until the new deployment runs; how long that takes is for its build to say. */
export const awaitDeployment = looks({
  title: 'Wait until the new deployment runs',
  calls: ['railway:deployment'],
  input: { place, deployment: text('The deployment') },
  output: { status: text('Its status') },
  until: ({ status }) => SETTLED.has(status),
  async run(aws, { place: at, deployment: id }, use) {
    const { deployment } = await aws('railway:deployment', { id });
    const status = deployment?.status ?? 'REMOVED';
    if (BROKEN.has(status))
      throw new Cannot(`the deployment ${id} ${status}: railway logs ${id} --build ${flagsOf(at)} shows why`);
    use.say(`it is ${status}`);
    return { status };
  },
});
