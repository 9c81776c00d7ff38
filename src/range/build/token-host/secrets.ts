import { pick } from '../../world/ids.ts';
import type { World } from '../../world/world.ts';

const HEX = '0123456789abcdef';
const WORD = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** What lies beside the token in the same folder, and is as good as leaked with it. */
export interface Neighbours {
  readonly anthropicKey: string;
  readonly openrouterKey: string;
  readonly telegramToken: string;
  readonly hooksToken: string;
}

/** As `openssl rand -hex 24` gives it. */
export const gatewayToken = (world: World): string => pick(world, HEX, 48);

export const neighbours = (world: World): Neighbours => ({
  anthropicKey: `sk-ant-api03-${pick(world, WORD, 40)}`,
  openrouterKey: `sk-or-v1-${pick(world, HEX, 64)}`,
  telegramToken: `8${pick(world, '0123456789', 9)}:AA${pick(world, WORD, 33)}`,
  hooksToken: pick(world, HEX, 32),
});
