import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { HostMount } from './image.ts';

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
function guestDir(): string | undefined {
  const near = ['./guest/', '../guest/', './range/guest/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return near.find((dir) => existsSync(join(dir, 'init.sh')));
}

export interface GuestSettings {
  readonly hostDir: string;
  readonly instanceId: string;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly mounts?: readonly HostMount[];
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
    MOUNTS: (settings.mounts ?? []).map(({ from, to }) => `${from}:${to}`).join('\n'),
    PROBE: isProbe ? '1' : '',
  };
}

const argumentsFor = (guest: string) => [...FLAGS, 'sh', join(guest, 'init.sh')];

/** Builds a guest's file system for a moment. Gives the reason where that does not work here. */
export async function probe(dir: string): Promise<string | undefined> {
  if (process.platform !== 'linux') return `RunCommand needs Linux namespaces; this is ${process.platform}`;
  const guest = guestDir();
  if (!guest) return `the guest files are not beside ${dirname(fileURLToPath(import.meta.url))}`;
  const hostDir = join(dir, 'probe');
  mkdirSync(hostDir, { recursive: true });
  const env = environment(guest, { hostDir, instanceId: 'i-probe', name: 'probe', addresses: [] }, true);
  try {
    await promisify(execFile)('unshare', argumentsFor(guest), { env, timeout: 5000 });
    return undefined;
  } catch (error) {
    const { message, stderr } = error as Error & { stderr?: string };
    return `namespaces do not work here: ${stderr?.trim().split('\n').at(-1) || message}`;
  }
}

/** Starts a guest: its process 1 then speaks JSON lines over stdin and stdout. */
export function startGuest(settings: GuestSettings): ChildProcess {
  const guest = guestDir() ?? '';
  return spawn('unshare', argumentsFor(guest), {
    env: environment(guest, settings, false),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}
