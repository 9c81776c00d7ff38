import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeRig, type Rig, type Running } from '../rig/index.ts';
import { changeWorld, deploy, readWorld, running, startsOf, type Started, type World, writeWorld } from './world.ts';

export const OLD_TOKEN = 'Zk3/9qLr+Vb7TnXc2WmYp0sHd8JfUaGe1RoQi6Nt4BxKlMzCvEyPu5SwDhOj=A';
export const OLD_PASSWORD = 'pA55/word+7fQ2z&x=Lm9';
const KEY = 'sk-ant-api03-R2DdW8k1LmQ0zXv7YtB5nCgH4jPsEaUf';

export const NEW = 'OPENCLAW_GATEWAY_TOKEN';
export const OLD = 'CLAWDBOT_GATEWAY_TOKEN';
/** Every value that stands under a name of the token, each once. */
export const tokensIn = (variables: Readonly<Record<string, string>>): readonly string[] => [
  ...new Set([NEW, OLD].flatMap((name) => variables[name] ?? [])),
];
const RUN = 'run leaked-token gw --platform railway --severity critical --no-input --yes'.split(' ');
/** `variable set NAME`, `logs dep-1`, `api Stop`: what was asked, without its flags. */
export const commandsOf = (stage: Stage): readonly string[] =>
  stage.starts().map(({ args }) => {
    const words = args.filter((word) => !word.startsWith('-'));
    return words[0] === 'api' ? `api ${/(?:query|mutation) (\w+)/.exec(words[1] ?? '')?.[1] ?? ''}` : words.join(' ');
  });

export interface Stage extends AsyncDisposable {
  readonly rig: Rig;
  /** What finds the program: a PATH with the stand-in in front. */
  readonly env: Record<string, string>;
  readonly url: string;
  readonly world: () => World;
  readonly change: (change: (world: World) => void) => void;
  readonly starts: () => readonly Started[];
  readonly ir: (args: readonly string[], options?: { env?: Record<string, string> }) => Running;
  /** `ir run leaked-token --platform railway gw …`, by nobody who could be asked. */
  readonly run: (more?: readonly string[], env?: Record<string, string>) => Running;
  /** What the gateway answers to a token, or to none. */
  readonly ask: (token?: string) => Promise<number>;
}

/** What the process of the running deployment takes for its token: as the template's wrapper. */
const tokenOf = (world: World): string | undefined => {
  const { variables = {} } = running(world) ?? {};
  const { OPENCLAW_GATEWAY_TOKEN: fresh, CLAWDBOT_GATEWAY_TOKEN: old } = variables;
  return fresh ?? old ?? 'on-the-volume';
};
/** The public address: what the last deployment was started with, and Railway's own 404 where none runs. */
const startGateway = async (home: string) => {
  const server = createServer((request, response) => {
    const world = readWorld(home);
    const now = running(world);
    const { authorization = world.injects ? `Bearer ${tokenOf(world)}` : '' } = request.headers;
    const end = (status: number, headers = {}): void => void response.writeHead(status, headers).end();
    request.resume();
    if (!now) return end(404, { 'x-railway-fallback': 'true' });
    if (request.url !== '/setup') return end(authorization === `Bearer ${tokenOf(world)}` ? 404 : 401);
    const password = Buffer.from(authorization.replace('Basic ', ''), 'base64')
      .toString()
      .split(':')
      .slice(1)
      .join(':');
    return end(password === now.variables['SETUP_PASSWORD'] ? 200 : 401);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const theWorld = (): World => {
  const world: World = {
    version: '5.43.1',
    loggedIn: true,
    linked: true,
    project: {
      id: 'prj-1',
      name: 'gateway',
      environments: [
        { id: 'env-1', name: 'production' },
        { id: 'env-2', name: 'staging' },
      ],
      services: [
        { id: 'svc-1', name: 'gw' },
        { id: 'svc-2', name: 'other' },
      ],
    },
    domains: [],
    variables: {
      CLAWDBOT_GATEWAY_TOKEN: OLD_TOKEN,
      SETUP_PASSWORD: OLD_PASSWORD,
      ANTHROPIC_API_KEY: KEY,
      OPENCLAW_STATE_DIR: '/data/.openclaw',
      RAILWAY_PROJECT_ID: 'prj-1',
    },
    deployments: [],
    volumes: [{ id: 'vol-1', name: 'data', mountPath: '/data' }],
    backups: [],
    faults: [],
    builds: 0,
    injects: false,
  };
  deploy(world);
  for (const one of world.deployments) one.status = 'SUCCESS';
  return world;
};

/** A Railway of its own: the program on PATH, what it remembers in HOME, and the gateway that it runs on loopback. */
export const makeStage = async (change: (world: World) => void = () => undefined): Promise<Stage> => {
  const rig = makeRig();
  const { home } = rig;
  const world = theWorld();
  change(world);
  for (const one of world.deployments) one.variables = { ...one.variables, ...world.variables };
  writeWorld(home, world);
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const program = join(import.meta.dirname, 'stand-in.ts');
  writeFileSync(join(bin, 'railway'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(join(bin, 'railway'), 0o755);
  const { server, url } = await startGateway(home);
  const own = { PATH: `${bin}:${rig.env['PATH'] ?? ''}`, AWS_SECRET_ACCESS_KEY: 'never-to-be-passed-on' };
  const ir: Stage['ir'] = (args, { env = {} } = {}) => rig.ir(args, { env: { ...own, ...env }, input: '' });
  return {
    rig,
    env: own,
    url,
    world: () => readWorld(home),
    change: (wish) => changeWorld(home, wish),
    starts: () => startsOf(home),
    ir,
    run: (more = [], env = {}) => ir([...RUN, '--url', url, ...more], { env }),
    ask: async (token) => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      return (await fetch(`${url}/tools/invoke`, { method: 'POST', headers })).status;
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await rig[Symbol.asyncDispose]();
    },
  };
};
