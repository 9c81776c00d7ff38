/** Ids from the world's own generator: the same seed and the same calls give the same ids. */
import type { World } from './world.ts';

/** One step of mulberry32, a small public-domain generator; the state is one 32-bit number in the world. */
function next(world: World): number {
  world.random = (world.random + 0x6d2b79f5) | 0;
  let mixed = Math.imul(world.random ^ (world.random >>> 15), 1 | world.random);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

export function pick(world: World, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[Math.floor(next(world) * alphabet.length)]).join('');
}

const HEX = '0123456789abcdef';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `i-0123456789abcdef0`: a prefix, a dash and 17 hexadecimal digits. */
export const resourceId = (world: World, prefix: string): string => `${prefix}-0${pick(world, HEX, 16)}`;

/** `AROA…`, `AIDA…`, `AIPA…`: 20 characters. */
export const principalId = (world: World, prefix: string): string => prefix + pick(world, CAPITALS, 17);

/** A locally administered address: the second digit is 6. */
export const macAddress = (world: World): string => `06:${pick(world, HEX, 10).replace(/..(?=.)/g, '$&:')}`;

export function uuid(world: World): string {
  const part = (length: number) => pick(world, HEX, length);
  return `${part(8)}-${part(4)}-4${part(3)}-a${part(3)}-${part(12)}`;
}

/**
 * Access key ids of the range carry this mark, so that live mode can refuse them.
 * Real ids use base32 (A-Z, 2-7), so `0` never occurs in one.
 */
const RANGE_KEY_MARK = '0RANGE0';
export const RANGE_KEY_PREFIX = `AKIA${RANGE_KEY_MARK}`;
export const RANGE_SESSION_PREFIX = `ASIA${RANGE_KEY_MARK}`;

export const keyId = (world: World, prefix: string): string => prefix + pick(world, CAPITALS, 9);
export const secretKey = (world: World): string => pick(world, `${CAPITALS}abcdefghijklmnopqrstuvwxyz0189+/`, 40);
