import type { AwsCredentialIdentity, Provider } from '@smithy/types';
import { isRailwayCall } from '../railway/index.ts';
import type { At, Aws, Service } from './calls.ts';
import { classify, mayPass, wasThrottled } from './classify.ts';
import { backoff, CALL_MS, pause } from './backoff.ts';
import { type Reach, whyNot } from './endpoint.ts';
import { CallFailed } from './failure.ts';
import { type AnyClient, loadModule } from './modules.ts';
import { type Call, iamNameOf, isAwsCall, isCall, isNotRehearsed, operations } from './operations.ts';
import { type Outside, outsideOf } from './outside.ts';
import { viaRailway } from './via-railway.ts';

/** One call as it went: for the journal, the timeline and `--debug`. Never the input: it may hold anything. */
export interface Made {
  readonly call: Call;
  readonly region: string;
  readonly requestId?: string;
  readonly attempts: number;
  readonly ms: number;
  /** In a dry run, what would happen to a write. */
  readonly would?: 'succeed' | 'be denied' | 'cannot know';
  readonly failed?: string;
}
export interface DoorOptions extends Reach {
  readonly region: string;
  /** Why AWS can't be called at all: a Railway case may have none. */
  readonly noAws?: string;
  /** Writes are not carried out: EC2's go out with DryRun, others are not sent. */
  readonly dryRun: boolean;
  readonly credentials?: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
  readonly profile?: string;
}
export interface Use {
  /** The step's own time: no call outlives it. */
  readonly signal: AbortSignal;
  /** The calls that the action has declared. */
  readonly calls: readonly Call[];
  readonly made: (call: Made) => void;
}
export interface Door {
  readonly open: (use: Use) => Aws<Call>;
  /** Loads the clients of these calls while the first answers are still on their way. Sends nothing. */
  readonly warm: (calls: readonly Call[]) => Promise<void>;
  /** Requests that are not to AWS: to a door of what is being contained, as anybody could send them. */
  readonly outside: Outside;
  readonly close: () => void;
}
/** In a dry run: what follows needs something that only a real call would make. */
class CannotKnow extends Error {
  constructor(call: Call) {
    super(`it needs what ${call} would make`);
    this.name = 'CannotKnow';
  }
}

const DRY_OK = 'DryRunOperation';

/** What the clients of one door have in common: connections, and credentials that are fetched once and not by each. */
type Shared = Pick<AnyClient['config'], 'requestHandler' | 'credentials'>;

export const openDoor = (options: DoorOptions): Door => {
  const clients = new Map<string, Promise<AnyClient>>();
  let shared: Shared | undefined;
  const clientFor = async (service: Service, region: string): Promise<AnyClient> => {
    const { client: Client } = await loadModule(service);
    const made = new Client({
      region,
      maxAttempts: 1, // the door repeats, within the step's time; the SDK's quota of 500 tokens gives up too early
      userAgentAppId: 'ir/1',
      requestHandler: {
        connectionTimeout: 3_000,
        requestTimeout: CALL_MS,
        throwOnRequestTimeout: true,
        socketTimeout: CALL_MS,
      },
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
      ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
      ...(options.profile === undefined ? {} : { profile: options.profile }),
      ...shared,
    });
    const { requestHandler, credentials } = made.config;
    shared ??= { requestHandler, credentials };
    guard(made, options);
    return made;
  };
  const client = (service: Service, region: string): Promise<AnyClient> => {
    const key = `${service} ${region}`;
    const known = clients.get(key) ?? clientFor(service, region);
    clients.set(key, known);
    return known;
  };

  const open = (use: Use): Aws<Call> => {
    const call = async (name: Call, input: object, at?: At): Promise<unknown> => {
      if (!isCall(name) || !use.calls.includes(name)) throw new Error(`${name} was not declared by this action`);
      const operation = operations[name];
      const [service, verb] = name.split(':') as [Service, string];
      const region = isRailwayCall(name) ? '' : (at?.region ?? options.region);
      const dry = options.dryRun && (operation.access === 'write' || isNotRehearsed(name));
      const within = at?.evenIfLate === true ? AbortSignal.timeout(CALL_MS) : use.signal;
      if (within.aborted) throw tooLate(name, region);
      const began = performance.now();
      const done = (made: Partial<Made>): void =>
        use.made({ call: name, region, attempts: 0, ms: Math.round(performance.now() - began), ...made });
      if (dry && !operation.dryRun) {
        done({ would: 'cannot know' });
        if (operation.repeat === 'never' || operation.access === 'read') throw new CannotKnow(name);
        return {};
      }
      if (isRailwayCall(name)) return viaRailway(name, input, within, done);
      if (options.noAws !== undefined) throw noAws(name, options.noAws);
      const { command: commandOf } = await loadModule(service);
      const Command = commandOf(verb);
      for (let attempt = 1; ; attempt += 1) {
        const deadline = deadlineIn(within);
        try {
          const command = new Command(dry ? { ...input, DryRun: true } : input);
          const sending = (await client(service, region)).send(command, { abortSignal: deadline.signal });
          const { $metadata, ...output } = await Promise.race([sending, deadline.passed]);
          if ($metadata.requestId === undefined) throw notAws(name, region, attempt);
          done({ requestId: $metadata.requestId, attempts: attempt });
          return output;
        } catch (error) {
          const failure =
            error instanceof CallFailed ? error.failure : classify(error, iamNameOf(name), region, attempt);
          const ids = {
            attempts: attempt,
            ...(failure.requestId === undefined ? {} : { requestId: failure.requestId }),
          };
          if (dry && failure.code === DRY_OK) {
            done({ ...ids, would: 'succeed' });
            if (operation.repeat === 'never') throw new CannotKnow(name);
            return {};
          }
          // A throttled call had no effect. After any other doubt, a call that makes things is looked up first, by its action.
          const throttled = wasThrottled(error);
          if (!within.aborted && (throttled || (operation.repeat === 'safe' && mayPass(error)))) {
            await pause(backoff(attempt, throttled), within);
            if (!within.aborted) continue;
          }
          done({
            ...ids,
            failed: failure.code ?? failure.reason,
            ...(dry ? { would: failure.reason === 'denied' ? 'be denied' : 'cannot know' } : {}),
          });
          if (dry && failure.reason === 'denied') return {};
          throw new CallFailed(failure);
        } finally {
          deadline.over();
        }
      }
    };
    return call as Aws<Call>;
  };
  const close = (): void => {
    for (const made of clients.values())
      void made.then(
        (each) => each.destroy(),
        () => undefined,
      );
    clients.clear();
  };
  const warm = async (calls: readonly Call[]): Promise<void> => {
    const own = options.noAws === undefined ? calls.filter(isAwsCall) : [];
    const services = new Set(own.map((call) => call.split(':')[0] as Service));
    for (const service of services) {
      await new Promise((turn) => setImmediate(turn));
      await client(service, options.region).catch(() => undefined);
    }
  };
  return { open, warm, outside: outsideOf(options), close };
};

const tooLate = (call: Call, region: string): CallFailed =>
  new CallFailed({ reason: 'unreachable', call, region, attempts: 0, message: 'not sent: the step’s time was up' });
const noAws = (call: Call, message: string): CallFailed =>
  new CallFailed({ reason: 'no-credentials', call, region: '', message });
const notAws = (call: Call, region: string, attempts: number): CallFailed =>
  new CallFailed({
    reason: 'not-aws',
    call,
    region,
    attempts,
    message: 'the answer carries no request id, so it is not from AWS (a proxy or a captive portal answers there)',
  });

interface Deadline {
  readonly signal: AbortSignal;
  /** Rejects when time is up: a response that trickles in defeats the SDK's own timeouts. */
  readonly passed: Promise<never>;
  readonly over: () => void;
}
/** One call's own time within its step's. By hand, because `AbortSignal.any` costs more than signing the request. */
const deadlineIn = (within: AbortSignal): Deadline => {
  const controller = new AbortController();
  const { promise, reject } = Promise.withResolvers<never>();
  const pass = (): void => {
    const error = Object.assign(new Error('no complete answer in time'), { name: 'TimeoutError' });
    reject(error);
    controller.abort(error);
  };
  const timer = setTimeout(pass, CALL_MS);
  const over = (): void => {
    clearTimeout(timer);
    within.removeEventListener('abort', pass);
  };
  promise.catch(over); // it may fire when nobody waits any more
  if (within.aborted) pass();
  else within.addEventListener('abort', pass, { once: true });
  return { signal: controller.signal, passed: promise, over };
};

/** Refuses every request whose host is not one that this run may reach, whatever the environment or a profile says. */
const guard = (client: AnyClient, reach: Reach): void => {
  type Next = (args: { request: { hostname: string; port?: number } }) => Promise<unknown>;
  const stack = (
    client as unknown as {
      middlewareStack: {
        add: (middleware: (next: Next) => Next, options: object) => void;
        remove: (name: string) => boolean;
      };
    }
  ).middlewareStack;
  // There is no logger, but it would still copy every input and output without its secrets.
  stack.remove('loggerMiddleware');
  stack.add(
    (next) => (args) => {
      const { hostname, port } = args.request;
      const why = whyNot(reach, port === undefined ? hostname : `${hostname}:${port}`);
      if (why === undefined) return next(args);
      throw new CallFailed({ reason: 'wrong-endpoint', call: 'any', region: '', message: why });
    },
    { step: 'finalizeRequest', name: 'irReach', priority: 'high' },
  );
};
