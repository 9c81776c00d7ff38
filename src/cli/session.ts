import { type Call, type Door, type DoorOptions, endpointsFromEnvironment, openDoor, outsideOf } from '../aws/index.ts';
import { region as regionField } from '../fields/index.ts';
import type { Platform } from '../language/index.ts';
import { CRASH_AT } from '../journal/index.ts';
import { knock } from './knock.ts';
import { railwayIsReady } from './railway-ready.ts';
import type { Settings } from './settings.ts';
import { usage } from './stop.ts';

/** How this run reaches AWS, the range, or Railway. */
export interface Session {
  readonly mode: 'live' | 'drill' | 'dry-run';
  readonly region: string;
  readonly endpoint?: string;
  /** The target does not run in AWS: nothing is claimed there. */
  readonly platform?: Platform;
  readonly door: Door;
}
/** What a range says of itself: where it answers and with which credentials. */
export interface Reached {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly AWS_ACCESS_KEY_ID: string; readonly AWS_SECRET_ACCESS_KEY: string };
}

/** Everything of the environment that could lead a drill to real AWS, or real credentials into a drill. */
const forgetAws = (env: NodeJS.ProcessEnv): void => {
  for (const name of Object.keys(env)) if (name.startsWith('AWS_')) delete env[name];
  env['AWS_CONFIG_FILE'] = '/dev/null';
  env['AWS_SHARED_CREDENTIALS_FILE'] = '/dev/null';
  env['AWS_EC2_METADATA_DISABLED'] = 'true';
};

export const drillSession = (range: Reached): Session => {
  forgetAws(process.env);
  const { endpoint, region, credentials } = range;
  const door = openDoor({
    mode: 'drill',
    endpoint,
    region,
    dryRun: false,
    credentials: {
      accessKeyId: credentials.AWS_ACCESS_KEY_ID,
      secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY,
    },
  });
  return { mode: 'drill', region, endpoint, door };
};

/** Key ids of the range; real ones hold no 0 (the range's own room is not loaded for a live run). */
const RANGE_KEY = /^A[KS]IA0RANGE0/;

/** The region by flag, environment or profile, in the SDK's own order. */
const regionIn = async (settings: Settings): Promise<string | undefined> => {
  const env = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
  const named =
    settings.region ??
    (settings.profile === undefined ? env : undefined) ??
    (await configuredRegion(settings.profile)) ??
    env;
  if (named === undefined || named === '') return undefined;
  const checked = regionField('The region').check(named);
  if (!checked.ok) throw usage(`--region: ${checked.because}`, '--region us-west-2, for example');
  return checked.value;
};
const regionFor = async (settings: Settings): Promise<string> => {
  const region = await regionIn(settings);
  if (region === undefined)
    throw usage(
      'no region: neither --region, AWS_REGION nor the profile names one',
      'add --region, for example --region us-west-2',
    );
  return region;
};
const configuredRegion = async (profile: string | undefined): Promise<string | undefined> => {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile } = await loadSharedConfigFiles();
  return configFile[profile ?? process.env['AWS_PROFILE'] ?? 'default']?.['region'];
};

const RAILWAY = 'railway';
/**
 * A case on Railway: the railway program with the login that it has. AWS is only a place to keep the new secrets in, and
 * may be missing; its region is by flag, environment or profile. Doors are knocked at directly, whatever the endpoint.
 */
const railwaySession = async (settings: Settings, dryRun: boolean, confirm?: Confirm): Promise<Session> => {
  await railwayIsReady();
  const region = await regionIn(settings);
  const aws = region === undefined ? undefined : await liveSession({ ...settings, region }, dryRun, confirm);
  const noAws = 'no AWS region is named, so AWS is not used';
  const door = aws?.door ?? openDoor({ mode: 'live', region: '', dryRun, noAws });
  return {
    mode: dryRun ? 'dry-run' : 'live',
    platform: RAILWAY,
    region: RAILWAY,
    ...(aws?.endpoint === undefined ? {} : { endpoint: aws.endpoint }),
    door: { ...door, outside: outsideOf({ mode: 'live' }) },
  };
};
/** The session of a live run, wherever the target of its playbook runs. */
export const sessionOn = (
  platform: Platform | undefined,
  settings: Settings,
  dryRun: boolean,
  confirm?: Confirm,
): Promise<Session> => (platform === RAILWAY ? railwaySession : liveSession)(settings, dryRun, confirm);

type Confirm = (question: string) => Promise<boolean>;
/**
 * Live: the caller's own credentials through the SDK's chain. An endpoint other than AWS must be named by
 * `--endpoint-url`, so that a poisoned environment can't divert a response (decisions 19).
 */
export const liveSession = async (settings: Settings, dryRun: boolean, confirm?: Confirm): Promise<Session> => {
  const { endpointUrl, profile } = settings;
  const slipped = endpointsFromEnvironment(process.env).filter((name) => process.env[name] !== endpointUrl);
  let endpoint = endpointUrl;
  if (endpoint === undefined && slipped.length > 0) {
    const [name = ''] = slipped;
    const url = process.env[name];
    const agreed = confirm ? await confirm(`${name} sends every call to ${url}, which is not AWS. Go there?`) : false;
    if (!agreed)
      throw usage(
        `${name} would send this run's calls to ${url}; an unattended run takes an endpoint only from --endpoint-url`,
        `--endpoint-url ${url} if it is meant, or: unset ${name}`,
      );
    endpoint = url;
  }
  if (endpoint === undefined && process.env[CRASH_AT] !== undefined)
    throw usage(
      `${CRASH_AT} is set: it makes this program kill itself, for tests, and this run would call AWS itself`,
      `unset ${CRASH_AT}`,
    );
  if (endpoint === undefined && RANGE_KEY.test(process.env['AWS_ACCESS_KEY_ID'] ?? ''))
    throw usage(
      'the credentials in the environment are those of a range, and this run would call AWS itself',
      '--endpoint-url with the endpoint that ir range has printed, or: unset AWS_ACCESS_KEY_ID',
    );
  if (endpoint !== undefined && !URL.canParse(endpoint))
    throw usage(`--endpoint-url: “${endpoint}” is not a URL`, '--endpoint-url http://127.0.0.1:4566, for example');
  const region = await regionFor(settings);
  if (endpoint !== undefined) await knock(endpoint);
  // The call inside an assume-role profile goes there too, else it would go to real AWS with the source's keys.
  if (endpoint !== undefined) process.env['AWS_ENDPOINT_URL'] = endpoint;
  const options: DoorOptions = {
    mode: 'live',
    region,
    dryRun,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(profile === undefined ? {} : { profile }),
  };
  return {
    mode: dryRun ? 'dry-run' : 'live',
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    door: openDoor(options),
  };
};

/** A handle for what the command line itself reads: claims, lists of instances. Not recorded in a case. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- who hands it on names its calls
export const handleFor = <C extends Call>(
  session: Session,
  calls: readonly C[],
  signal = AbortSignal.timeout(30_000),
) => session.door.open({ signal, calls, made: () => undefined });
