import { bad, type Field, good } from './field.ts';

const shown = (raw: unknown): string =>
  raw === undefined ? 'nothing' : (JSON.stringify(raw) ?? typeof raw).slice(0, 80);

const matching =
  <T extends string>(type: string, shape: RegExp, example: string) =>
  (what: string): Field<T> => ({
    what,
    type,
    example,
    check: (raw) =>
      typeof raw === 'string' && shape.test(raw)
        ? good(raw as T)
        : bad(`${shown(raw)} is not ${/^[aeiou]/i.test(type) ? 'an' : 'a'} ${type} (like ${example})`),
  });

/** EC2 ids are a prefix and 8 or 17 hexadecimal digits (EC2 user guide, "Longer ID settings"). */
const ec2Id = <P extends string>(prefix: P, type: string) =>
  matching<`${P}-${string}`>(type, new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), `${prefix}-0ab12cd34ef567890`);

export const instanceId = ec2Id('i', 'instance id');
export const groupId = ec2Id('sg', 'security group id');
export const vpcId = ec2Id('vpc', 'VPC id');
export const subnetId = ec2Id('subnet', 'subnet id');
export const interfaceId = ec2Id('eni', 'network interface id');
export const volumeId = ec2Id('vol', 'volume id');
export const snapshotId = ec2Id('snap', 'snapshot id');
export const allocationId = ec2Id('eipalloc', 'address allocation id');
export const arn = matching<`arn:${string}`>(
  'ARN',
  /^arn:[\w-]+:[\w-]*:[\w-]*:\d*:\S+$/,
  'arn:aws:iam::111122223333:role/web',
);
/** IAM: names of roles are up to 64 characters of this set. */
export const roleName = matching<string>('role name', /^[\w+=,.@-]{1,64}$/, 'web-role');
export const roleId = matching<`AROA${string}`>('role id', /^AROA[A-Z0-9]{12,124}$/, 'AROAEXAMPLEROLEID0001');
export const accessKeyId = matching<string>('access key id', /^A(KIA|SIA)[A-Z0-9]{12,124}$/, 'AKIAIOSFODNN7EXAMPLE');
export const account = matching<string>('account id', /^\d{12}$/, '111122223333');
export const region = matching<string>('region', /^[a-z]{2,}(-[a-z]+)+-\d$/, 'us-west-2');

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/** Where people reach a service. Over plain HTTP everybody on the way reads what is sent, so only on this machine. */
export const webAddress = (what: string): Field<string> => ({
  what,
  type: 'https address',
  example: 'https://gateway.up.railway.app',
  check: (raw) => {
    const url = typeof raw === 'string' && URL.canParse(raw) ? new URL(raw) : undefined;
    if (url === undefined) return bad(`${shown(raw)} is not an address (like https://gateway.up.railway.app)`);
    const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
    if (!isPrivate) return bad(`${shown(raw)} is not https`);
    // A token in a link is a leak of its own, and this one would be recorded.
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
      return bad('the address has more in it than a host and a path');
    return good(url.origin);
  },
});
/** Any text; what comes from outside is data and is shown inert everywhere. */
export const text = (what: string): Field<string> => ({
  what,
  type: 'text',
  check: (raw) => (typeof raw === 'string' ? good(raw) : bad(`${shown(raw)} is not text`)),
});
export const flag = (what: string): Field<boolean> => ({
  what,
  type: 'yes or no',
  example: 'true',
  check: (raw) => {
    if (typeof raw === 'boolean') return good(raw);
    if (raw === 'true' || raw === 'yes') return good(true);
    if (raw === 'false' || raw === 'no') return good(false);
    return bad(`${shown(raw)} is not yes or no`);
  },
});
/** A whole number, zero or more. */
export const count = (what: string): Field<number> => ({
  what,
  type: 'whole number',
  example: '3',
  check: (raw) => {
    const number = typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : raw;
    return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0
      ? good(number)
      : bad(`${shown(raw)} is not a whole number`);
  },
});
/** A moment in UTC, kept as ISO 8601 text so that it can stand in a journal. */
export const instant = (what: string): Field<string> => ({
  what,
  type: 'time (ISO 8601)',
  example: '2026-11-20T08:12:00Z',
  check: (raw) => {
    const at = raw instanceof Date ? raw : typeof raw === 'string' ? new Date(raw) : undefined;
    return at && !Number.isNaN(at.getTime()) ? good(at.toISOString()) : bad(`${shown(raw)} is not a time`);
  },
});
export const choice = <const T extends string>(what: string, options: readonly T[]): Field<T> => ({
  what,
  type: options.join(' | '),
  check: (raw) => {
    const found = options.find((option) => option === raw);
    return found === undefined ? bad(`${shown(raw)} is not one of ${options.join(', ')}`) : good(found);
  },
});
