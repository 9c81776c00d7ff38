import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const root = join(here, '..');
/** The program as it is shipped: the bundle behind bin/ir. */
export const IR = [process.execPath, join(root, 'bin/ir')] as const;
export const HELLO = [process.execPath, join(here, 'hello.mjs')] as const;

/** The real `aws`, past the shim of a version manager, which would add 50 ms of its own to each command. */
const realAws = (): string | undefined => {
  const found = spawnSync('sh', ['-c', 'command -v aws'], { encoding: 'utf8' }).stdout.trim();
  if (found === '') return undefined;
  const isShim = readFileSync(found).subarray(0, 512).toString('latin1').includes('pyenv') || found.includes('/shims/');
  return isShim ? execFileSync('pyenv', ['which', 'aws'], { encoding: 'utf8' }).trim() : found;
};
export const AWS = realAws();

export interface Variant {
  readonly name: 'seed' | 'bare' | 'ir';
  readonly what: string;
  readonly command: (endpoint: string, instanceId: string) => readonly string[];
  /** Exit codes that mean that the work was done. */
  readonly good: readonly number[];
}
const seed: Variant = {
  name: 'seed',
  what: 'the seed’s four aws commands',
  command: () => ['bash', join(here, 'seed.sh')],
  good: [0],
};
const bare: Variant = {
  name: 'bare',
  what: 'the same four calls from a plain SDK script',
  command: () => [process.execPath, join(here, 'bare-sdk.mjs')],
  good: [0],
};
/** The documented command, unattended. */
export const runCommand = (endpoint: string, instanceId: string): readonly string[] => [
  ...IR,
  'run',
  'compromised-instance',
  '--instance-id',
  instanceId,
  '--severity',
  'critical',
  '--endpoint-url',
  endpoint,
  '--region',
  'us-west-2',
  '--no-input',
  '--yes',
  '--json',
];
const ir: Variant = {
  name: 'ir',
  what: 'ir run compromised-instance',
  command: runCommand,
  // Terminate waits for a person (5); existing flows may be unproven (3).
  good: [0, 3, 5],
};
export const variants: readonly Variant[] = [...(AWS === undefined ? [] : [seed]), bare, ir];

export const isBuilt = (): boolean => existsSync(join(root, 'dist/ir.js'));
