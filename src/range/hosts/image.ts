/** What a scenario wants found on a host. Written once, at its first boot. */
export interface HostImage {
  readonly files: readonly { readonly path: string; readonly text: string; readonly mode?: number }[];
  readonly processes: readonly HostProcess[];
  /** What who(1) shows. */
  readonly logins: readonly {
    readonly user: string;
    readonly line: string;
    readonly from: string;
    readonly at: number;
  }[];
}

export interface HostProcess {
  /** The path of its program, which exists on the host's disk. */
  readonly program: string;
  readonly commandLine: string;
  readonly connectsTo?: { readonly address: string; readonly port: number };
}

export const bareImage: HostImage = { files: [], processes: [], logins: [] };
