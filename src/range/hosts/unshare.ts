import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Every kind of namespace, unprivileged; the child dies with unshare(1). */
const FLAGS = [
  '--user',
  '--map-root-user',
  '--mount',
  '--pid',
  '--net',
  '--uts',
  '--ipc',
  '--fork',
  '--kill-child',
  '--mount-proc',
];

/** The guest's files lie beside this room's sources, or beside the bundle in dist. */
export function guestDir(): string | undefined {
  const near = ['./guest/', '../guest/', './range/guest/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return near.find((dir) => existsSync(join(dir, 'init.sh')));
}

export interface GuestSettings {
  readonly hostDir: string;
  readonly instanceId: string;
  readonly name: string;
  readonly addresses: readonly string[];
}

function environment(guest: string, settings: GuestSettings, isProbe: boolean): NodeJS.ProcessEnv {
  return {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    HOST_DIR: settings.hostDir,
    GUEST_DIR: guest,
    NODE_BIN: process.execPath,
    INSTANCE_ID: settings.instanceId,
    INSTANCE_NAME: settings.name,
    ADDRESSES: settings.addresses.join(' '),
    PROBE: isProbe ? '1' : '',
  };
}

const argumentsFor = (guest: string) => [...FLAGS, 'sh', join(guest, 'init.sh')];

/** Builds a guest's file system for a moment. Returns why that does not work here, or undefined. */
export function probe(dir: string): string | undefined {
  if (process.platform !== 'linux') return `RunCommand needs Linux namespaces; this is ${process.platform}`;
  const guest = guestDir();
  if (!guest) return `the guest files are not beside ${dirname(fileURLToPath(import.meta.url))}`;
  const hostDir = join(dir, 'probe');
  mkdirSync(hostDir, { recursive: true });
  const settings = { hostDir, instanceId: 'i-probe', name: 'probe', addresses: [] };
  const env = environment(guest, settings, true);
  const { status, error, stderr } = spawnSync('unshare', argumentsFor(guest), { env, timeout: 5000, encoding: 'utf8' });
  if (status === 0) return undefined;
  return `namespaces do not work here: ${error?.message ?? (stderr.trim().split('\n').at(-1) || `unshare ended with ${status}`)}`;
}

/** Starts a guest: its process 1 then speaks JSON lines over stdin and stdout. */
export function startGuest(settings: GuestSettings): ChildProcess {
  const guest = guestDir() ?? '';
  return spawn('unshare', argumentsFor(guest), {
    env: environment(guest, settings, false),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}
