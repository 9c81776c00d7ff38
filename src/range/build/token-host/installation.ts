import type { Product } from '../../hosts/image.ts';

/** Where an installation keeps its token: what has to be found out before it can be changed. */
export type Holding = 'file' | 'file-and-unit' | 'unit' | 'dotenv' | 'ref-env' | 'ref-file' | 'ref-exec';

export interface InstallationWishes {
  readonly product: Product;
  /** A second installation on the same host. */
  readonly profile?: string;
  readonly holds?: Holding;
  readonly mode?: 'token' | 'password' | 'none';
  readonly allowTailscale?: boolean;
  readonly bind?: 'lan' | 'loopback';
  readonly port?: number;
  /** Of its unit. */
  readonly scope?: 'user' | 'system';
  /** A state folder other than the usual one. */
  readonly folder?: string;
  /** The owner wrote comments into the config, which no JSON parser takes. */
  readonly comments?: boolean;
}

export interface Installation extends Required<Omit<InstallationWishes, 'profile' | 'folder'>> {
  readonly profile: string;
  readonly state: string;
  readonly config: string;
  readonly unit: string;
  readonly unitPath: string;
  /** `CLAWDBOT_GATEWAY_TOKEN` and its like. */
  readonly variable: string;
  /** The token, or the password. */
  readonly secret: string;
}

const FOLDERS: Readonly<Record<Product, string>> = {
  clawdbot: '.clawdbot',
  moltbot: '.clawdbot',
  openclaw: '.openclaw',
};
const VERSIONS: Readonly<Record<Product, string>> = {
  clawdbot: '2026.1.24-3',
  moltbot: '2026.1.27-beta.1',
  openclaw: '2026.9.6',
};
export const versionOf = (product: Product): string => VERSIONS[product];

/** moltbot kept reading the variables of its first name. */
const PREFIX: Readonly<Record<Product, string>> = { clawdbot: 'CLAWDBOT', moltbot: 'CLAWDBOT', openclaw: 'OPENCLAW' };

export function installation(wishes: InstallationWishes, secret: string): Installation {
  const { product, profile = '', scope = 'user', mode = 'token' } = wishes;
  const suffix = profile && `-${profile}`;
  const state = `/home/ubuntu/${wishes.folder ?? FOLDERS[product]}${suffix}`;
  const unit = `${product}-gateway${suffix}`;
  const folder = scope === 'user' ? '/home/ubuntu/.config/systemd/user' : '/etc/systemd/system';
  return {
    product,
    profile,
    holds: wishes.holds ?? 'file',
    mode,
    allowTailscale: wishes.allowTailscale ?? false,
    bind: wishes.bind ?? 'lan',
    port: wishes.port ?? 18_789,
    scope,
    comments: wishes.comments ?? false,
    state,
    config: `${state}/${product}.json`,
    unit,
    unitPath: `${folder}/${unit}.service`,
    variable: `${PREFIX[product]}_GATEWAY_${mode === 'password' ? 'PASSWORD' : 'TOKEN'}`,
    secret,
  };
}
