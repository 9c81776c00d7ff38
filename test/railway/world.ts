import { appendFileSync, mkdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the stand-in of Railway remembers between two starts of its program, and what it does wrong. */
export interface World {
  version: string;
  loggedIn: boolean;
  linked: boolean;
  project: Named & { environments: Named[]; services: Named[] };
  domains: string[];
  variables: Record<string, string>;
  deployments: Deployed[];
  volumes: { id: string; name: string; mountPath: string }[];
  backups: { id: string; volume: string; name: string; createdAt: string; expiresAt: string | null; looks: number }[];
  /** The next starts of these commands fail so often, with these words. */
  faults: { command: string; times: number; says: string; exit?: number }[];
  /** Kills whoever has started it, at the so-many-th start of a command, before or after it is done. */
  kill?: { command: string; at: number; when: 'before' | 'after' };
  /** So often the next deployment is still being built, and the next backup not listed yet. */
  builds: number;
  /** As the template of February 2026: a request without a token is given one. */
  injects: boolean;
}
interface Named {
  id: string;
  name: string;
}
interface Deployed {
  id: string;
  status: string;
  createdAt: string;
  stopped: boolean;
  /** So often it is still being built when it is looked at. */
  builds: number;
  /** What the variables were when it was made: all that its process knows. */
  variables: Record<string, string>;
}
/** One start of the program, as it came in. */
export interface Started {
  readonly args: readonly string[];
  readonly input: string;
  readonly env: Readonly<Record<string, string>>;
}

const folder = (home: string): string => join(home, '.railway');
const file = (home: string): string => join(folder(home), 'world.json');
export const recordOf = (home: string): string => join(folder(home), 'started.jsonl');

export const readWorld = (home: string): World => JSON.parse(readFileSync(file(home), 'utf8')) as World;
export const writeWorld = (home: string, world: World): void => {
  mkdirSync(folder(home), { recursive: true });
  const draft = `${file(home)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(world));
  renameSync(draft, file(home));
};
const pause = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
/** Several starts at once change it one after the other. */
export const changeWorld = <T>(home: string, change: (world: World) => T): T => {
  const lock = join(folder(home), 'lock');
  for (;;)
    try {
      mkdirSync(lock);
      break;
    } catch {
      pause(5);
    }
  try {
    const world = readWorld(home);
    const result = change(world);
    writeWorld(home, world);
    return result;
  } finally {
    rmdirSync(lock);
  }
};
export const record = (home: string, started: Started): void =>
  appendFileSync(recordOf(home), `${JSON.stringify(started)}\n`);
export const startsOf = (home: string): readonly Started[] =>
  readFileSync(recordOf(home), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Started);

export const running = (world: World): Deployed | undefined =>
  world.deployments.findLast(({ status, stopped }) => status === 'SUCCESS' && !stopped);
export const deploy = (world: World): string => {
  const { builds } = world;
  const id = `dep-${world.deployments.length + 1}`;
  const createdAt = new Date().toISOString();
  world.deployments.push({ id, status: 'BUILDING', createdAt, stopped: false, builds, variables: world.variables });
  return id;
};
