import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Vite's own cache stays out of the checkout's top level.
  cacheDir: 'node_modules/.vite',
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup/bundle.ts'],
    // Processes, because tests send signals and change the environment; as many at once as there are cores.
    pool: 'forks',
    maxWorkers: 2,
    // A drill starts several processes and boots hosts; a busy machine may need most of it. No test measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters:
      process.env['CI'] === undefined ? ['default'] : ['default', ['json', { outputFile: 'coverage/tests.json' }]],
  },
});
