import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import { actions } from '../../src/actions/index.ts';
import { type Call, type Door, type Made, openDoor } from '../../src/aws/index.ts';
import { checkValues, type Shape } from '../../src/fields/index.ts';
import type { AnyAction, Choices, NotYet, Use, Verdict } from '../../src/language/index.ts';
import { type Range, type RangeOptions, startRange } from '../../src/range/index.ts';
import { fingerprint } from '../../src/redact/index.ts';

type Loose = Readonly<Record<string, unknown>>;
export interface Bench extends AsyncDisposable {
  readonly range: Range;
  /** The first target of the scenario. */
  readonly id: string;
  readonly made: Made[];
  readonly said: string[];
  readonly files: ReadonlyMap<string, string>;
  /** One action's functions, checked at their edges as the engine does it. */
  readonly action: (id: string, input: Loose, wishes?: Partial<Use>) => Trial;
}
export interface Trial {
  readonly see: () => Promise<Loose>;
  readonly find: () => Promise<Loose | undefined>;
  readonly run: (before?: Loose) => Promise<Loose>;
  readonly gone: () => Promise<boolean>;
  readonly verify: (output?: Loose) => Promise<Verdict>;
  readonly release: (before: Loose, output?: Loose) => Promise<NotYet | void>;
  /** See, run, see: as the engine carries out a change. */
  readonly change: () => Promise<{ before: Loose; output: Loose; after: Loose; verdict: Verdict }>;
}

/** A case that was opened now. */
export const CASE = ulid();
const NO_CHOICES: Choices = { cutConnections: false, falsePositive: false, unattended: false };

const checked = (shape: Shape, raw: object): Loose => {
  const result = checkValues(shape, raw);
  if (!result.ok) throw new Error(`its fields refuse it: ${result.because}`);
  return result.value;
};

/** Starts a range with this scenario and opens the real door to it. */
export const benchWith = async (options: RangeOptions | string): Promise<Bench> => {
  const range = await startRange(typeof options === 'string' ? { scenario: options } : options);
  const made: Made[] = [];
  const said: string[] = [];
  const files = new Map<string, string>();
  const door: Door = openDoor({
    mode: 'drill',
    endpoint: range.endpoint,
    region: range.region,
    dryRun: false,
    credentials: {
      accessKeyId: range.credentials.AWS_ACCESS_KEY_ID,
      secretAccessKey: range.credentials.AWS_SECRET_ACCESS_KEY,
    },
  });
  const use = (wishes: Partial<Use>, key: string): Use => ({
    caseId: CASE,
    key,
    signal: AbortSignal.timeout(30_000),
    since: new Date(Date.now() - 3_600_000),
    now: () => new Date(),
    keep: (name, bytes) => {
      files.set(name, Buffer.from(bytes).toString('utf8'));
      return Promise.resolve({ file: `evidence/${name}`, sha256: createHash('sha256').update(bytes).digest('hex') });
    },
    fingerprint: (secret) => fingerprint(secret, CASE),
    outside: door.outside,
    say: (what) => void said.push(what),
    choices: NO_CHOICES,
    ...wishes,
  });
  const action = (id: string, raw: Loose, wishes: Partial<Use> = {}): Trial => {
    const found: AnyAction | undefined = actions.find((one) => one.id === id);
    if (!found) throw new Error(`there is no action ${id}`);
    const input = checked(found.input, raw);
    const given = use(wishes, id);
    const open = (calls: readonly Call[]) =>
      door.open({ signal: given.signal, calls, made: (call) => void made.push(call) });
    const aws = open(found.calls);
    const changing = () => {
      if (found.kind !== 'changes') throw new Error(`${id} changes nothing`);
      return found;
    };
    const see = async (): Promise<Loose> => checked(changing().state, await changing().see(aws, input, given));
    const run = async (before: Loose = {}): Promise<Loose> =>
      checked(
        found.output,
        await (found.kind === 'changes' ? found.run(aws, input, before, given) : found.run(aws, input, given)),
      );
    const verify = async (output: Loose = {}): Promise<Verdict> =>
      changing().verify(aws, input, output, await see(), given);
    return {
      see,
      run,
      verify,
      find: async () => {
        if (found.kind !== 'keeps') throw new Error(`${id} keeps nothing`);
        const value = await found.find(aws, input, given);
        return value && checked(found.output, value);
      },
      gone: () => {
        if (found.kind !== 'destroys') throw new Error(`${id} destroys nothing`);
        return found.gone(aws, input, given);
      },
      release: (before, output = {}) =>
        changing().release(open([...changing().calls, ...changing().releaseCalls]), input, before, output, given),
      change: async () => {
        const before = await see();
        const output = await run(before);
        const after = await see();
        return { before, output, after, verdict: await changing().verify(aws, input, output, after, given) };
      },
    };
  };
  return {
    range,
    id: range.targets[0]?.instanceId ?? '',
    made,
    said,
    files,
    action,
    [Symbol.asyncDispose]: async () => {
      door.close();
      await range.stop();
    },
  };
};

/** The range's state of the target's region: what a colleague, an attacker or a fault would find and change. */
export const regionOf = ({ range }: Bench) => {
  const region = range.world.accounts[range.account]?.regions[range.region];
  if (!region) throw new Error('the range has no such region');
  return region;
};
export const accountOf = ({ range }: Bench) => {
  const account = range.world.accounts[range.account];
  if (!account) throw new Error('the range has no such account');
  return account;
};
interface Interface {
  readonly interfaceId: string;
  readonly vpcId: string;
}
/** What the first step of a playbook reads, with the parts that tests use by type. */
export const described = async (bench: Bench) =>
  (await bench.action('ec2.describe-instance', { instanceId: bench.id }).run()) as Loose & {
    readonly interfaces: readonly Interface[];
    readonly vpcIds: readonly string[];
    readonly addresses: readonly { readonly allocationId: string; readonly interfaceId: string }[];
    readonly privateAddresses: readonly string[];
    readonly profileArn: string;
  };
/** Makes the isolation groups and isolates every interface, as the playbook does. */
export const isolated = async (bench: Bench) => {
  const instance = await described(bench);
  for (const vpcId of instance.vpcIds) await bench.action('ec2.make-isolation-group', { vpcId }).change();
  for (const { interfaceId, vpcId } of instance.interfaces)
    await bench.action('ec2.isolate-interface', { interfaceId, vpcId }).change();
  return instance;
};
