import { pick } from '../../world/ids.ts';
import { ATTACKER_IP } from '../images.ts';
import { days, minutes, type Site } from '../site.ts';

export interface Devices {
  readonly text: string;
  /** Of the device that the attacker paired. */
  readonly attackersToken: string;
}

interface Pairing {
  readonly name: string;
  readonly platform: string;
  readonly remoteIp: string;
  readonly at: number;
}

function device({ world }: Site, { name, platform, remoteIp, at }: Pairing, token: string) {
  const deviceId = pick(world, '0123456789abcdef', 64);
  const scopes = ['operator.admin', 'operator.approvals', 'operator.pairing'];
  const created = { role: 'operator', scopes, createdAtMs: at, lastUsedAtMs: at };
  return {
    deviceId,
    publicKey: pick(world, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_', 43),
    displayName: name,
    platform,
    clientId: 'control-ui',
    clientMode: 'webchat',
    role: 'operator',
    roles: ['operator'],
    scopes,
    remoteIp,
    tokens: { operator: { token, ...created } },
    createdAtMs: at,
    approvedAtMs: at,
  };
}

/** The owner's phone, and one that nobody knows: paired with the leaked token, ten minutes before the alert. */
export function devices(site: Site): Devices {
  const { world, alertedAt } = site;
  const [own, theirs] = [0, 1].map(() => pick(world, '0123456789abcdef', 32)) as [string, string];
  const phone = { name: "Dana's iPhone", platform: 'ios', remoteIp: '203.0.113.44', at: alertedAt - days(40) };
  const other = { name: 'MacBook-Pro', platform: 'macos', remoteIp: ATTACKER_IP, at: alertedAt - minutes(10) };
  const all = [device(site, phone, own), device(site, other, theirs)];
  const text = `${JSON.stringify(Object.fromEntries(all.map((one) => [one.deviceId, one])), null, 2)}\n`;
  return { text, attackersToken: theirs };
}
