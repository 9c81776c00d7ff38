/** What is asked of the program on the host, and what it answers: one JSON object each way. Nothing in either is secret. */
export type Ask = {
  readonly caseId: string;
  /** A one-time X25519 public key (SPKI, base64): secrets travel only sealed to it. */
  readonly key: string;
} & (
  | { readonly mode: 'locate' }
  | { readonly mode: 'state'; readonly copies?: boolean }
  | { readonly mode: 'logs'; readonly since: string }
  | { readonly mode: 'check' }
  | { readonly mode: 'rotate'; readonly format: TokenFormat; readonly pull?: Pull }
  | { readonly mode: 'devices' }
  | { readonly mode: 'scrub' }
  | { readonly mode: 'reopen' }
  | { readonly mode: 'forget' }
);
/** How the three seeds make a token: `openssl rand -hex 24`, `-base64 32`, `-base64 48`. */
export const TOKEN_FORMATS = ['hex-24', 'base64-32', 'base64-48'] as const;
export type TokenFormat = (typeof TOKEN_FORMATS)[number];
/** Where the host's own role reads a token that the responder has made. */
export interface Pull {
  readonly secretId: string;
  readonly region: string;
}

/** Sealed with X25519, HKDF-SHA256 and AES-256-GCM: the host's one-time public key, the nonce, the text, the tag. */
export interface Sealed {
  readonly key: string;
  readonly nonce: string;
  readonly text: string;
  readonly tag: string;
}
/** What stands inside. The index of a value is its name in everything else that the host says. */
export interface Secrets {
  /** Values that were found: tokens, passwords, device tokens, keys of providers. */
  readonly found: readonly { readonly name: string; readonly value: string }[];
  /** By gateway: the token that this case has put in force. */
  readonly made: Readonly<Record<string, string>>;
}

export const SOURCE_KINDS = [
  'config',
  'unit-environment',
  'environment-file',
  'dotenv',
  'command-line',
  'secret-file',
  'secret-program',
  'process',
] as const;
/** A place where a gateway's token stands. */
export interface Source {
  readonly kind: (typeof SOURCE_KINDS)[number];
  /** File, with the variable or the path inside it. */
  readonly where: string;
  /** Name of the value among the sealed ones; absent where it could not be read. */
  readonly value?: string;
  /** Whether the running gateway answers to it. */
  readonly wins: boolean;
}
/** HTTP status by value name; 0 = nothing answered. */
export type Answers = Readonly<Record<string, number>>;

export interface Found {
  /** Unit, or the process where there is none: what tells one gateway of a host from another. */
  readonly id: string;
  readonly product: string;
  readonly version?: string;
  readonly user: string;
  readonly scope: 'user' | 'system' | 'none';
  readonly stateDir: string;
  readonly config?: string;
  readonly mode: string;
  readonly bind: string;
  readonly port: number;
  readonly active: string;
  readonly pid: number;
  readonly sources: readonly Source[];
  readonly why: string;
  readonly devices: readonly { readonly id: string; readonly name: string; readonly value?: string }[];
  readonly children: readonly { readonly pid: number; readonly program: string; readonly args: string }[];
  /** Other files in which the token stands. */
  readonly copies: readonly { readonly path: string; readonly kind: 'backup' | 'text' }[];
  /** Credentials that whoever held the token could reach. */
  readonly reachable: readonly { readonly name: string; readonly where: string; readonly value?: string }[];
  readonly channels: readonly string[];
  readonly answers: Answers;
}
export interface Located {
  readonly gateways: readonly Found[];
  readonly crons: readonly string[];
  readonly proxies: readonly string[];
  readonly tailscale: readonly string[];
  readonly node: string;
  readonly sealed: Sealed;
}
/** A gateway as it is now. */
export interface Now {
  readonly id: string;
  readonly mode: string;
  readonly active: string;
  readonly bind: string;
  readonly port: number;
  /** Names of the values that stand in its sources. */
  readonly holds: readonly string[];
  readonly answers: Answers;
  /** Whether this case knows what leaked here: a program may have given it, and a device's token is not it. */
  readonly known: boolean;
  readonly devices: number;
  readonly copies: readonly string[];
}
export interface State {
  readonly gateways: readonly Now[];
  readonly pausedCrons: readonly string[];
  readonly ports: readonly number[];
  readonly proxies: readonly string[];
  readonly tailscale: readonly string[];
  readonly sealed: Sealed;
}
export interface Rotated {
  readonly gateways: readonly {
    readonly id: string;
    readonly wrote: readonly string[];
    /** What could not be changed, and why. */
    readonly cannot: readonly string[];
    readonly ended: readonly string[];
    readonly boundTo: string;
    readonly active: string;
    readonly answers: Answers;
  }[];
  readonly crons: readonly string[];
  readonly sealed: Sealed;
}
export interface Did {
  readonly done: readonly string[];
  readonly cannot: readonly string[];
}
export interface Logs {
  /** gzip, base64: text in which every known secret is masked. */
  readonly text: string;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly cut: boolean }[];
  /** Uses of the old token in the gateway's own log, by address. */
  readonly uses: readonly {
    readonly ip: string;
    readonly count: number;
    readonly first: string;
    readonly last: string;
  }[];
  /** Whether there is a log that would show it. */
  readonly hasAccessLog: boolean;
}
export interface Checked {
  readonly checks: readonly { readonly name: string; readonly said: string; readonly ok: boolean }[];
}
/** Expected: it can't do what it was asked, and why. */
export interface Refused {
  readonly cannot: string;
}
