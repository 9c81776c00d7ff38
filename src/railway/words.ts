import {
  CREATE_BACKUP,
  LIST_BACKUPS,
  LOCK_BACKUP,
  PROJECT_TOKEN,
  READ_DEPLOYMENT,
  SERVICE_INSTANCE,
  STOP_DEPLOYMENT,
} from './graphql.ts';
import type { CommandInput, Place, RailwayCall } from './types.ts';

/** What a command is started with. A value goes behind `=`, so that none can be taken for a flag. */
export interface Words {
  readonly args: readonly string[];
  /** The only way in for a secret. */
  readonly input?: string;
}
const at = ({ projectId, environmentId, serviceId }: Place): readonly string[] => [
  `--project=${projectId}`,
  `--environment=${environmentId}`,
  `--service=${serviceId}`,
];
const api = (document: string, variables: object = {}): Words => ({
  args: ['api', document, `--variables=${JSON.stringify(variables)}`, '--compact'],
});
const named = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}=${value}`];

type WordsOf = { readonly [C in RailwayCall]: (input: CommandInput<C>) => Words };
/** Flags and their places: railwayapp/cli 5.43.1, src/commands. */
const words: WordsOf = {
  'railway:whoami': () => ({ args: ['whoami', '--json'] }),
  'railway:project-token': () => api(PROJECT_TOKEN),
  'railway:status': ({ project, environment }) => ({
    args: ['status', '--json', ...named('project', project), ...named('environment', environment)],
  }),
  'railway:environment-list': () => ({ args: ['environment', 'list', '--json'] }),
  'railway:service-instance': ({ environmentId, serviceId }) => api(SERVICE_INSTANCE, { environmentId, serviceId }),
  'railway:deployment': ({ id }) => api(READ_DEPLOYMENT, { id }),
  // By its id: without one, the latest that succeeded is taken, which need not be the one under attack.
  'railway:logs': ({ deployment, kind, lines, ...place }) => ({
    args: ['logs', deployment, `--${kind}`, '--json', `--lines=${lines}`, ...at(place)],
  }),
  'railway:variable-list': (place) => ({ args: ['variable', 'list', '--json', ...at(place)] }),
  'railway:variable-set': ({ name, value, ...place }) => ({
    args: ['variable', 'set', name, '--stdin', '--skip-deploys', '--json', ...at(place)],
    input: value,
  }),
  'railway:redeploy': (place) => ({ args: ['redeploy', '--yes', '--json', ...at(place)] }),
  'railway:deployment-stop': ({ id }) => api(STOP_DEPLOYMENT, { id }),
  'railway:backup-list': ({ id }) => api(LIST_BACKUPS, { id }),
  'railway:backup-create': ({ id, name }) => api(CREATE_BACKUP, { id, name }),
  'railway:backup-lock': ({ id, backupId }) => api(LOCK_BACKUP, { id, backupId }),
};
export const wordsOf = <C extends RailwayCall>(call: C, input: CommandInput<C>): Words => words[call](input);
