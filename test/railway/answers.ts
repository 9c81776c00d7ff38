import { deploy, running, type World } from './world.ts';

export interface Asked {
  readonly given: Readonly<Record<string, string | undefined>>;
  readonly positionals: readonly string[];
  readonly input: string;
}
/** What the program ends with 1 for, after its words on standard error. */
export class Refused extends Error {
  readonly answer: string | undefined;
  constructor(says: string, answer?: string) {
    super(says);
    this.answer = answer;
  }
}
type Variables = Readonly<Record<string, string>>;
type Answer = (world: World, asked: Asked) => unknown;

const graphql = (message: string): never => {
  throw new Refused('Railway API returned 1 GraphQL error(s)', JSON.stringify({ errors: [{ message }], data: null }));
};
const nodes = (all: readonly object[]) => ({ edges: all.map((node) => ({ node })) });
const shown = ({ id, status, createdAt, stopped }: World['deployments'][number]) => ({
  id,
  status,
  createdAt,
  deploymentStopped: stopped,
});
const isHere = ({ project }: World, { given }: Asked): void => {
  const { service = '' } = given;
  if (given['project'] !== project.id || given['environment'] !== project.environments[0]?.id)
    throw new Refused(`Project "${given['project'] ?? ''}" not found`);
  if (!project.services.some(({ id }) => id === service)) throw new Refused(`Service '${service}' not found`);
};
const deploymentAt = (world: World, id: string | undefined) =>
  world.deployments.find((one) => one.id === id) ?? graphql('Deployment not found');
const log = (message: string) => JSON.stringify({ message, timestamp: '2026-11-20T08:12:00Z', level: 'info' });
const request = (srcIp: string, path: string, httpStatus: number) =>
  JSON.stringify({ timestamp: '2026-11-20T08:12:00Z', srcIp, path, httpStatus, method: 'POST' });

const answers: Readonly<Record<string, Answer>> = {
  whoami: () => ({ name: 'Alice', email: 'alice@example.com', workspaces: [{ id: 'ws-1', name: 'Acme' }] }),
  status: ({ project }) => ({
    id: project.id,
    name: project.name,
    environments: nodes(project.environments.map((one) => ({ ...one, canAccess: true, deletedAt: null }))),
    services: nodes(project.services),
  }),
  'environment list': ({ project, linked }) => ({
    environments: project.environments.map((one, at) => ({ ...one, isLinked: linked && at === 0 })),
  }),
  logs: (world, asked) => {
    isHere(world, asked);
    const { variables } = deploymentAt(world, asked.positionals[1]);
    const token = variables['OPENCLAW_GATEWAY_TOKEN'] ?? variables['CLAWDBOT_GATEWAY_TOKEN'] ?? '';
    return asked.given['http'] === undefined
      ? [log('[wrapper] listening on :8080'), log(`started with --token ${token}`)].join('\n')
      : [request('198.51.100.7', `/?token=${encodeURIComponent(token)}`, 200), request('203.0.113.9', '/', 401)].join(
          '\n',
        );
  },
  'variable list': (world, asked) => (isHere(world, asked), world.variables),
  'variable set': (world, asked) => {
    isHere(world, asked);
    const key = asked.positionals[2] ?? '';
    if (asked.given['stdin'] === undefined || key.includes('=')) throw new Refused('the secret must come over stdin');
    const value = asked.input.replace(/\n$/, '');
    if (value === '') throw new Refused('Empty value provided via stdin');
    world.variables = { ...world.variables, [key]: value };
    if (asked.given['skip-deploys'] === undefined) deploy(world);
    return { keys: [key], set: true };
  },
  redeploy: (world, asked) => {
    isHere(world, asked);
    if (asked.given['yes'] === undefined) throw new Refused('Cannot prompt for confirmation in non-interactive mode.');
    return { id: deploy(world) };
  },
  'api ServiceInstance': (world) => ({
    data: {
      serviceInstance: {
        latestDeployment: world.deployments.map(shown).at(-1) ?? null,
        activeDeployments: [running(world)].flatMap((one) => (one ? [shown(one)] : [])),
        domains: { serviceDomains: world.domains.map((domain) => ({ domain })), customDomains: [] },
      },
      environment: {
        volumeInstances: nodes(
          world.volumes.map(({ id, name, mountPath }) => ({ id, serviceId: 'svc-1', mountPath, volume: { name } })),
        ),
      },
    },
  }),
  'api Deployment': (world, { given }) => {
    const found = deploymentAt(world, idIn(given));
    // It is built a little further each time that somebody looks.
    if (found.status === 'BUILDING' && (found.builds -= 1) < 0) found.status = 'SUCCESS';
    return { data: { deployment: shown(found) } };
  },
  'api Stop': (world, { given }) => {
    deploymentAt(world, idIn(given)).stopped = true;
    return { data: { deploymentStop: true } };
  },
  'api Backups': (world, { given }) => {
    for (const one of world.backups) one.looks -= 1;
    const ready = world.backups.filter(({ volume, looks }) => volume === idIn(given) && looks < 0);
    return {
      data: {
        volumeInstanceBackupList: ready.map(({ id, name, createdAt, expiresAt }) => ({
          id,
          name,
          createdAt,
          expiresAt,
        })),
      },
    };
  },
  'api Backup': (world, { given }) => {
    const { id = '', name = '' } = variablesIn(given);
    world.backups.push({
      id: `backup-${world.backups.length + 1}`,
      volume: id,
      name,
      createdAt: new Date().toISOString(),
      expiresAt: '2026-12-20T00:00:00Z',
      looks: world.builds,
    });
    return { data: { volumeInstanceBackupCreate: { workflowId: 'wf-1' } } };
  },
  'api Lock': (world, { given }) => {
    const found = world.backups.find(({ id }) => id === variablesIn(given)['backupId']);
    if (!found) graphql('Backup not found');
    else found.expiresAt = null;
    return { data: { volumeInstanceBackupLock: true } };
  },
  'api ProjectToken': () => ({
    data: {
      projectToken: { id: 'pt-1', name: 'ci', project: { name: 'gateway' }, environment: { name: 'production' } },
    },
  }),
};
const variablesIn = (given: Asked['given']): Variables => JSON.parse(given['variables'] ?? '{}') as Variables;
const idIn = (given: Asked['given']): string | undefined => variablesIn(given)['id'];

/** The commands that it answers; anything else is a fault of the test, or of the playbook. */
export const known = Object.keys(answers);
export const answersTo = (world: World, command: string, asked: Asked): string => {
  const answer = answers[known.find((name) => command === name || command.startsWith(`${name} `)) ?? ''];
  if (!answer) throw new Refused(`error: the stand-in knows no “${command}”`);
  const said = answer(world, asked);
  return typeof said === 'string' ? said : JSON.stringify(said);
};
