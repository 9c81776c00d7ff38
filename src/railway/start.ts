import type { Ended } from './classify.ts';

/**
 * All that the program is given of our environment. It reads its login from HOME; nothing of AWS, and nothing that would
 * lead it to another Railway (RAILWAY_ENV), goes along. The three ids are how a project is linked without a folder.
 */
const PASSED = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'SystemRoot',
  'TMPDIR',
  'RAILWAY_TOKEN',
  'RAILWAY_API_TOKEN',
  'RAILWAY_PROJECT_ID',
  'RAILWAY_ENVIRONMENT_ID',
  'RAILWAY_SERVICE_ID',
  'HTTPS_PROXY',
  'https_proxy',
  'NO_PROXY',
  'no_proxy',
  'SSL_CERT_FILE',
];
export const environmentOf = (env: NodeJS.ProcessEnv): Record<string, string> => ({
  ...Object.fromEntries(
    PASSED.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as [string, string]])),
  ),
  // A program that changes itself, or reports what it does, has no place in an incident (src/telemetry.rs).
  RAILWAY_NO_AUTO_UPDATE: '1',
  RAILWAY_NO_TELEMETRY: '1',
  NO_COLOR: '1',
});
const MOST_BYTES = 64 * 1024 * 1024;

/** Starts the program, never through a shell; a secret reaches it only over standard input. */
export const start = async (
  args: readonly string[],
  input: string | undefined,
  signal: AbortSignal,
): Promise<Ended> => {
  const { execa } = await import('execa');
  const ended = await execa('railway', args, {
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
    env: environmentOf(process.env),
    extendEnv: false,
    cancelSignal: signal,
    forceKillAfterDelay: 1_000,
    maxBuffer: MOST_BYTES,
    reject: false,
    windowsHide: true,
  });
  return {
    exit: ended.exitCode,
    stdout: typeof ended.stdout === 'string' ? ended.stdout : '',
    stderr: typeof ended.stderr === 'string' ? ended.stderr : '',
    late: ended.isCanceled || ended.timedOut,
    ...(typeof ended.code === 'string' && ended.exitCode === undefined ? { error: ended.code } : {}),
  };
};
