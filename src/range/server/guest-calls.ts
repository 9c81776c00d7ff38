/** Calls from inside of an instance: as its own role session, through the same way as everybody's. */
import { instanceCredentials, type InstanceCredentials } from '../control/credentials.ts';
import type { GuestAnswer, GuestCall } from '../hosts/guest-call.ts';
import { networkReaches } from '../services/ssm/reach.ts';
import type { HttpIn } from '../wire/http.ts';
import type { Region } from '../world/world.ts';
import type { Dispatcher } from './dispatch.ts';
import type { Simulation } from './simulation.ts';

const TARGETS = { secretsmanager: 'secretsmanager', ssm: 'AmazonSSM' } as const;
const STS = { Action: 'GetCallerIdentity', Version: '2011-06-15' };

function requestOf({ service, operation, input, region }: Required<GuestCall>, key: InstanceCredentials): HttpIn {
  const scope = `Credential=${key.accessKeyId}/20260101/${region}/${service}/aws4_request`;
  const headers = {
    authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`,
    'x-amz-security-token': key.sessionToken,
    'user-agent': 'aws-cli/2.17.0 os/linux',
  };
  const common = { method: 'POST', path: '/', query: new URLSearchParams() };
  if (service === 'sts') {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return { ...common, headers: { ...headers, ...type }, body: Buffer.from(new URLSearchParams(STS).toString()) };
  }
  const target = { 'x-amz-target': `${TARGETS[service]}.${operation}`, 'content-type': 'application/x-amz-json-1.1' };
  return { ...common, headers: { ...headers, ...target }, body: Buffer.from(JSON.stringify(input)) };
}

const between = (text: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';

function answerOf(service: string, status: number, text: string): GuestAnswer {
  if (service === 'sts') {
    if (status >= 300) return { error: { code: between(text, 'Code'), message: between(text, 'Message') } };
    return {
      answer: { UserId: between(text, 'UserId'), Account: between(text, 'Account'), Arn: between(text, 'Arn') },
    };
  }
  const body = JSON.parse(text) as Record<string, string | undefined>;
  if (status < 300) return { answer: body };
  return {
    error: { code: (body['__type'] ?? '').split('#').at(-1) ?? '', message: body['message'] ?? body['Message'] ?? '' },
  };
}

const regionOf = ({ world }: Simulation, instanceId: string): Region | undefined =>
  Object.values(world.accounts)
    .flatMap(({ regions }) => Object.values(regions))
    .find(({ instances }) => instances[instanceId]);

/** What an instance has from its metadata service, until that is over. */
function credentialsOf(simulation: Simulation, known: Map<string, InstanceCredentials>, instanceId: string) {
  const kept = known.get(instanceId);
  if (kept && kept.expiration.getTime() > simulation.clock.now()) return kept;
  const fresh = instanceCredentials(simulation, instanceId);
  known.set(instanceId, fresh);
  return fresh;
}

/** Answers programs on hosts. */
export function guestCalls(simulation: Simulation, dispatcher: Dispatcher) {
  const known = new Map<string, InstanceCredentials>();
  return async (instanceId: string, call: GuestCall): Promise<GuestAnswer> => {
    const home = regionOf(simulation, instanceId);
    const region = call.region ?? home?.name ?? '';
    const endpoint = `https://${call.service}.${region}.amazonaws.com/`;
    if (!home || !networkReaches(home, instanceId)) return { error: { code: 'Unreachable', message: endpoint } };
    let key: InstanceCredentials;
    try {
      key = credentialsOf(simulation, known, instanceId);
    } catch (error) {
      return { error: { code: 'NoCredentials', message: String(error) } };
    }
    const { response } = dispatcher.handle(requestOf({ ...call, region }, key));
    return answerOf(call.service, response.status, Buffer.from(response.body).toString());
  };
}
