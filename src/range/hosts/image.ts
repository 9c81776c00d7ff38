/** A file or a symbolic link of a host. */
export interface HostFile {
  readonly path: string;
  readonly text?: string;
  /** What a symbolic link points to. */
  readonly link?: string;
  readonly mode?: number;
}

/** What a scenario wants found on a host. Written once, at its first boot. */
export interface HostImage {
  readonly files: readonly HostFile[];
  readonly processes: readonly HostProcess[];
  /** What who(1) shows. */
  readonly logins: readonly {
    readonly user: string;
    readonly line: string;
    readonly from: string;
    readonly at: number;
  }[];
  /** Names under which the gateway's product is installed, in /usr/local/bin. */
  readonly products?: readonly Product[];
  /** Other programs which not every host has. */
  readonly programs?: readonly ('aws' | 'nginx' | 'tailscale')[];
  /** How this host's gateways behave. */
  readonly gateway?: GatewayManner;
  /** Crontabs are run, and what runs every few minutes does so this often. */
  readonly cron?: { readonly everyMs: number };
  /** What tailscale(1) knows. */
  readonly tailscale?: { readonly status: object; readonly serve: object };
  /** A folder on a small disk of its own, which is full. */
  readonly smallDisk?: { readonly path: string; readonly kib: number };
  /** Folders of this machine that are found there too, read-only: a real product. Not for scenarios of drills. */
  readonly mounts?: readonly HostMount[];
  /** Written over once services run: what somebody changed after they had read it. */
  readonly later?: readonly HostFile[];
}

export interface HostMount {
  /** A folder of the machine that the range runs on; no colon in its path. */
  readonly from: string;
  readonly to: string;
}

export type Product = 'clawdbot' | 'moltbot' | 'openclaw';

export interface GatewayManner {
  /** Where they listen: a host is up when these answer. */
  readonly ports: readonly number[];
  /** From a start to readiness; right after a boot there is no waiting. */
  readonly readyMs: number;
  /** Writes audit.jsonl. */
  readonly audit?: boolean;
  /** Started by the gateway for the attacker, before the drill: in its unit's group, and not ended with it. */
  readonly children?: readonly HostProcess[];
}

export interface HostProcess {
  /** The path of its program, which exists on the host's disk. */
  readonly program: string;
  readonly commandLine: string;
  readonly connectsTo?: { readonly address: string; readonly port: number };
  /** Takes this port as soon as nobody listens on it. */
  readonly takesPort?: number;
}

export const bareImage: HostImage = { files: [], processes: [], logins: [] };
