import { randomUUID } from 'node:crypto';
import { failedBecause, type Door, openDoor } from '../../src/aws/index.ts';
import type { Use } from '../../src/language/index.ts';
import { type Range, startRange } from '../../src/range/index.ts';

type Moment = 'look' | 'find' | 'see' | 'run' | 'ran' | 'verify' | 'release' | 'gone';
/** What goes wrong, or is waited for, at a moment of an action on a thing. */
type Hook = (signal: AbortSignal, use: Use) => unknown;

/**
 * Things that actions look at, keep, change and destroy: parameters of the range's SSM, reached through the real door.
 * Every effect is counted. A test hangs hooks on moments, to make them fail, wait or change the world.
 */
export interface World {
  readonly range: Range;
  readonly door: Door;
  readonly dryDoor: Door;
  readonly path: (thing: string) => string;
  readonly get: (thing: string) => Promise<string | undefined>;
  readonly put: (thing: string, value: string) => Promise<void>;
  readonly drop: (thing: string) => Promise<void>;
  /** What `run` and `release` did, in order: `set a`, `make b`, `drop c`, `back a`. */
  readonly effects: string[];
  /** Lists that looks hand out. */
  readonly lists: Map<string, readonly string[]>;
  readonly at: (moment: Moment, thing: string, hook: Hook) => void;
  readonly fire: (moment: Moment, thing: string, use: Use) => Promise<void>;
  readonly mend: () => void;
  readonly stop: () => Promise<void>;
}

export const openWorld = async (): Promise<World> => {
  const range = await startRange({ scenario: 'lean' });
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = range.credentials;
  const { endpoint, region } = range;
  const about = { mode: 'drill', endpoint, region, credentials: { accessKeyId, secretAccessKey } } as const;
  const door = openDoor({ ...about, dryRun: false });
  const dryDoor = openDoor({ ...about, dryRun: true });
  let prefix = '';
  const hooks = new Map<string, Hook>();
  const calls = ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'] as const;
  const aws = door.open({ signal: new AbortController().signal, calls, made: () => undefined });
  const path = (thing: string): string => `/test/${prefix}/${thing}`;
  const effects: string[] = [];
  const lists = new Map<string, readonly string[]>();
  const orUndefined = async <T>(asked: Promise<T>): Promise<T | undefined> => {
    try {
      return await asked;
    } catch (error) {
      if (failedBecause(error, 'not-found')) return undefined;
      throw error;
    }
  };
  return {
    range,
    door,
    dryDoor,
    path,
    get: async (thing) => (await orUndefined(aws('ssm:GetParameter', { Name: path(thing) })))?.Parameter?.Value,
    put: async (thing, Value) =>
      void (await aws('ssm:PutParameter', { Name: path(thing), Value, Type: 'String', Overwrite: true })),
    drop: async (thing) => void (await orUndefined(aws('ssm:DeleteParameter', { Name: path(thing) }))),
    effects,
    lists,
    at: (moment, thing, hook) => void hooks.set(`${moment} ${thing}`, hook),
    fire: async (moment, thing, use) => void (await hooks.get(`${moment} ${thing}`)?.(use.signal, use)),
    mend: () => {
      prefix = randomUUID();
      hooks.clear();
      lists.clear();
      effects.length = 0;
      range.faults.clear();
    },
    stop: async () => {
      door.close();
      dryDoor.close();
      await range.stop();
    },
  };
};
