import { createHash } from 'node:crypto';
import * as fc from 'fast-check';

/** Bytes as random as a secret's; fast-check's own prefer the extremes. The same for the same seed. */
export const bytesOf = (seed: number, length: number): Buffer =>
  createHash('shake256', { outputLength: length }).update(String(seed)).digest();
export const randomBytes = (length: number): fc.Arbitrary<Buffer> => fc.nat().map((seed) => bytesOf(seed, length));
