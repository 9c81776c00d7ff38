import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const VERSION = '2026.9.6';
const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/**
 * The folder with the real product, as npm has it, installed the first time (650 MB, half a minute). Its own scripts are
 * not run: the gateway does without.
 */
export const product = (): string => {
  const folder = join(cache, `openclaw-${VERSION}`);
  const done = join(folder, '.installed');
  if (existsSync(done)) return join(folder, 'node_modules');
  mkdirSync(folder, { recursive: true });
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  execFileSync('npm', ['install', '--prefix', folder, ...quietly, `openclaw@${VERSION}`], { stdio: 'inherit' });
  // Its first start completes what its install scripts would have done, which needs a folder that can be written to.
  const env = { PATH: process.env['PATH'], HOME: folder };
  execFileSync(process.execPath, [join(folder, 'node_modules/openclaw/openclaw.mjs'), '--version'], { env });
  writeFileSync(done, '');
  return join(folder, 'node_modules');
};
