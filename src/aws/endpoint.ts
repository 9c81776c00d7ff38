/** AWS's own DNS suffixes, one per partition (from the SDK's partitions table). */
const SUFFIXES = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'api.aws',
  'api.amazonwebservices.com.cn',
  'c2s.ic.gov',
  'sc2s.sgov.gov',
  'cloud.adc-e.uk',
  'csp.hci.ic.gov',
  'amazonaws.eu',
];

/** Where a run may send its calls. In a drill: the range and nothing else. Live: AWS, or the endpoint that was named. */
export interface Reach {
  readonly mode: 'live' | 'drill';
  /** The endpoint named by `--endpoint-url`, or the range's. */
  readonly endpoint?: string;
}

/** Why this host may not be reached, or undefined where it may. Checked at the request handler, for every request. */
export const whyNot = (reach: Reach, host: string): string | undefined => {
  const named = reach.endpoint === undefined ? undefined : new URL(reach.endpoint).host;
  if (host === named) return undefined;
  if (reach.mode === 'drill') return `a drill reaches nothing but the range, and ${host} is not the range`;
  const name = host.replace(/:\d+$/, '');
  if (named === undefined && SUFFIXES.some((suffix) => name.endsWith(`.${suffix}`))) return undefined;
  return named === undefined
    ? `${host} is not AWS; name it with --endpoint-url if it is meant`
    : `${host} is not the endpoint named by --endpoint-url (${named})`;
};

/** Endpoints that the environment would slip in (AWS_ENDPOINT_URL and its variants per service). */
export const endpointsFromEnvironment = (env: NodeJS.ProcessEnv): readonly string[] =>
  Object.keys(env).filter((name) => /^AWS_ENDPOINT_URL(_|$)/.test(name) && env[name] !== '');
