import { type Aws, CallFailed } from '../../aws/index.ts';
import { list, maybe, record, text, webAddress } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { instanceAt, place } from '../shared/railway-place.ts';

type Calls = 'railway:status' | 'railway:environment-list' | 'railway:service-instance';

/**
 * Which service that is, by ids: all that follows names them, because what the program would take by itself depends on
 * the folder that it is started in.
 */
export const findService = looks({
  title: 'Find the service, its deployments, addresses and volumes',
  calls: ['railway:status', 'railway:environment-list', 'railway:service-instance'],
  input: {
    service: text('The service'),
    environment: maybe(text('Its environment')),
    project: maybe(text('Its project')),
    url: maybe(webAddress('Where people reach it')),
  },
  output: {
    place,
    name: text('Service, environment and project'),
    deployment: maybe(text('The deployment under attack')),
    running: list(text('Deployments that run')),
    urls: list(webAddress('Public addresses')),
    volumes: list(record('A volume', { id: text('Id'), name: text('Name'), mountPath: text('Mounted at') }, 'id')),
  },
  async run(aws, { service, environment, project, url }) {
    if (project !== undefined && environment === undefined)
      throw notFound('with --project, --environment is needed too: the railway program knows no other way');
    const found = await aws('railway:status', project === undefined ? {} : { project, environment });
    const at = named(
      found.services.edges.map(({ node }) => node),
      service,
      `the project ${found.name} has no service “${service}”`,
    );
    const environments = found.environments.edges
      .map(({ node }) => node)
      .filter(({ deletedAt, canAccess }) => (deletedAt ?? undefined) === undefined && canAccess !== false);
    const where = environment ?? (await linked(aws)) ?? (environments.length === 1 ? environments[0]?.id : undefined);
    if (where === undefined) throw notFound(`add --environment: ${environments.map(({ name }) => name).join(', ')}`);
    const env = named(environments, where, `the project ${found.name} has no environment “${where}”`);
    const ids = { projectId: found.id, environmentId: env.id, serviceId: at.id };
    const { latest, running, urls, volumes } = await instanceAt(aws, ids);
    return {
      place: ids,
      name: `${at.name}, ${env.name} of ${found.name}`,
      deployment: running[0]?.id ?? latest?.id,
      running: running.map(({ id }) => id),
      urls: [...new Set([...(url === undefined ? [] : [url]), ...urls])],
      volumes,
    };
  },
});

/** Nothing is known to be there yet, so that no case is opened for it. */
const notFound = (message: string): CallFailed =>
  new CallFailed({ reason: 'not-found', call: 'railway:status', region: '', message });
interface Named {
  readonly id: string;
  readonly name: string;
}
/** By id, or by name whatever its case, as the program itself looks it up. */
const named = (all: readonly Named[], said: string, otherwise: string): Named => {
  const found = all.find(({ id }) => id === said) ?? all.find(({ name }) => name.toLowerCase() === said.toLowerCase());
  if (found) return found;
  throw notFound(`${otherwise}${all.length === 0 ? '' : `; it has ${all.map(({ name }) => name).join(', ')}`}`);
};
const linked = async (aws: Aws<Calls>): Promise<string | undefined> =>
  (await aws('railway:environment-list', {})).environments.find(({ isLinked }) => isLinked === true)?.id;
