import type { GatewayManner, HostFile, HostImage } from '../../hosts/image.ts';
import { ATTACKER_IP } from '../images.ts';
import { minutes, type Site } from '../site.ts';
import { configText } from './config-text.ts';
import { copies, secretFiles } from './copies.ts';
import { devices, type Devices } from './devices-text.ts';
import { healthCheck } from './health.ts';
import type { Installation } from './installation.ts';
import { neighbours } from './secrets.ts';
import { accessLogs, auditTrail, transcript } from './traces.ts';
import { unitFiles } from './unit-text.ts';

/** How a host differs from an ordinary one. */
export interface ImageWishes {
  readonly readyMs?: number;
  readonly audit?: boolean;
  readonly breaks?: 'config' | 'port';
  readonly fullDisk?: boolean;
  readonly more?: readonly HostFile[];
  readonly programs?: HostImage['programs'];
  readonly tailscale?: NonNullable<HostImage['tailscale']>;
  readonly mounts?: NonNullable<HostImage['mounts']>;
}

/** Hides among the kernel's threads, and was started through the gateway. */
const TOOL = {
  program: '/var/tmp/.k/kworker',
  commandLine: '/var/tmp/.k/kworker -c 198.51.100.77:4444',
  connectsTo: { address: '198.51.100.77', port: 4444 },
} as const;

function mannerOf({ readyMs = 300, audit = false, breaks }: ImageWishes, ports: readonly number[]): GatewayManner {
  const [port = 0] = ports;
  const squatter = { program: '/var/tmp/.k/relay', commandLine: '/var/tmp/.k/relay', takesPort: port };
  return { ports, readyMs, audit, children: [TOOL, ...(breaks === 'port' ? [squatter] : [])] };
}

function filesOf(site: Site, one: Installation, paired: Devices, wishes: ImageWishes): HostFile[] {
  const beside = neighbours(site.world);
  const text = configText(one, beside);
  return [
    { path: one.config, text, mode: 0o600 },
    { path: `${one.state}/devices/paired.json`, text: paired.text, mode: 0o600 },
    ...unitFiles(one),
    ...copies(one, text),
    ...secretFiles(one, beside.openrouterKey),
    ...accessLogs(site, one),
    transcript(site, one),
    ...(wishes.audit ? [auditTrail(site, one)] : []),
  ];
}

/** Somebody tidied the config by hand since the gateway read it: it would not start again. */
function spoiled(files: readonly HostFile[], { config }: Installation): HostFile[] {
  const text = files.find(({ path }) => path === config)?.text ?? '';
  return [{ path: config, text: text.replace('"bind"', '"listen": "lan",\n    "bind"'), mode: 0o600 }];
}

export interface TokenImage {
  readonly image: HostImage;
  readonly devices: Devices;
}

/** A host with one or more installations of the gateway; the first is what the drill is about. */
export function tokenImage(
  site: Site,
  installations: readonly [Installation, ...Installation[]],
  wishes: ImageWishes,
): TokenImage {
  const [first] = installations;
  const paired = installations.map(() => devices(site));
  const files = installations.flatMap((one, index) => filesOf(site, one, paired[index] ?? devices(site), wishes));
  const { alertedAt } = site;
  const image: HostImage = {
    files: [
      ...files,
      ...healthCheck(first),
      { path: '/var/lib/systemd/linger/ubuntu', text: '' },
      {
        path: '/home/ubuntu/.bash_history',
        text: `${first.product} gateway status\nls -la ${first.state}\n`,
        mode: 0o600,
      },
      ...(wishes.more ?? []),
    ],
    processes: [],
    logins: [{ user: 'ubuntu', line: 'pts/0', from: ATTACKER_IP, at: alertedAt - minutes(9) }],
    products: [...new Set(installations.map(({ product }) => product))],
    programs: ['aws', ...(wishes.programs ?? [])],
    gateway: mannerOf(
      wishes,
      installations.map(({ port }) => port),
    ),
    cron: { everyMs: 3000 },
    ...(wishes.tailscale && { tailscale: wishes.tailscale }),
    ...(wishes.mounts && { mounts: wishes.mounts }),
    ...(wishes.fullDisk && { smallDisk: { path: first.state, kib: 256 } }),
    ...(wishes.breaks === 'config' && { later: spoiled(files, first) }),
  };
  return { image, devices: paired[0] ?? devices(site) };
}
