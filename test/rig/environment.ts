/** What is taken out of the environment before the program is started, and why. A name ending in `*` is a prefix. */
const SCRUBBED: readonly (readonly [name: string, because: string])[] = [
  ['AWS_*', 'a test must never sign with somebody’s keys, or find somebody’s endpoint or profile'],
  ['IR_*', 'the tester’s own cases and settings are not the test’s'],
  ['CI', 'changes what listr2 and inquirer think of the terminal'],
  ['NO_COLOR', 'set by the test where colour matters'],
  ['FORCE_COLOR', 'set by the test where colour matters'],
  ['NODE_OPTIONS', 'the test runner’s loaders and flags are not the program’s'],
  ['NODE_ENV', 'the test runner sets it, and an installed program never sees it'],
  ['NODE_CHANNEL_*', 'the test runner’s own channel to its workers'],
  ['VITEST*', 'the program must not know that it is tested'],
  ['TEST', 'the same'],
  ['npm_*', 'npm test sets them, npx does not in the same way'],
  ['XDG_*', 'state, cache and configuration of the tester'],
  ['HTTP_PROXY', 'the range is on loopback, and no proxy knows it'],
  ['HTTPS_PROXY', 'the same'],
  ['http_proxy', 'the same'],
  ['https_proxy', 'the same'],
  ['COLUMNS', 'the width of the tester’s window'],
  ['LINES', 'its height'],
  ['EDITOR', 'nothing may open one'],
  ['TZ', 'times are UTC everywhere; the test says it where that is to be shown'],
];

const isScrubbed = (name: string): boolean =>
  SCRUBBED.some(([pattern]) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));

/** The environment of a person who has just installed the program, with a home and a state folder of their own. */
export const environment = (home: string): Record<string, string> => {
  const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && !isScrubbed(name));
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    HOME: home,
    IR_HOME: `${home}/state`,
    // No credentials are looked for where none can be: the chain would wait for a metadata service.
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    NODE_NO_WARNINGS: '1',
  };
};
