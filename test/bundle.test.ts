import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bundle } from '../bin/bundle.mts';
import { startRange } from '../src/range/index.ts';

const run = promisify(execFile);
const source = join(import.meta.dirname, 'setup/failing-calls.ts');

const failures = async (file: string): Promise<readonly (readonly [string, { reason?: string }])[]> => {
  const range = await startRange({ scenario: 'lean', seed: 1 });
  try {
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = range.info.credentials;
    const { stdout } = await run(process.execPath, [file, range.info.endpoint, id, secret]);
    return JSON.parse(stdout) as readonly (readonly [string, { reason?: string }])[];
  } finally {
    await range.stop();
  }
};

// The bundle leaves out the SDK's classes of errors (bin/pure-schemas.mts): what a failure says must not depend on them.
test('a refused call fails in the same words from the bundle as from source', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ir-errors-'));
  try {
    await bundle(source, folder);
    const [fromSource, bundled] = [await failures(source), await failures(join(folder, 'ir.js'))];
    expect(bundled).toEqual(fromSource);
    expect(new Set(fromSource.map(([, failure]) => failure.reason ?? 'succeeded'))).toEqual(
      new Set(['not-found', 'succeeded', 'refused', 'no-credentials']),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
