// The product under its three names. What differs between them is here; the rest of this folder is all of them.
const STATE = ['STATE_DIR', 'CONFIG_PATH', 'GATEWAY_TOKEN', 'GATEWAY_PASSWORD', 'GATEWAY_PORT'];
const named = (...prefixes) =>
  Object.fromEntries(STATE.map((name) => [name, prefixes.map((prefix) => `${prefix}_${name}`)]));

export const generations = {
  clawdbot: {
    name: 'clawdbot',
    title: 'Clawdbot',
    version: '2026.1.24-3',
    env: named('CLAWDBOT'),
    folders: ['.clawdbot'],
    files: ['clawdbot.json'],
    /** A token in the environment beats the one in the file. */
    environmentFirst: true,
    isCurrent: false,
  },
  moltbot: {
    name: 'moltbot',
    title: 'Moltbot',
    version: '2026.1.27-beta.1',
    env: named('MOLTBOT', 'CLAWDBOT'),
    folders: ['.clawdbot', '.moltbot'],
    files: ['moltbot.json', 'clawdbot.json'],
    environmentFirst: true,
    isCurrent: false,
  },
  openclaw: {
    name: 'openclaw',
    title: 'OpenClaw',
    version: '2026.9.6',
    env: named('OPENCLAW'),
    folders: ['.openclaw', '.clawdbot', '.moltbot', '.moldbot'],
    files: ['openclaw.json', 'clawdbot.json', 'moltbot.json', 'moldbot.json'],
    environmentFirst: false,
    /** Config by patch, references to secrets, reload without restart, redaction. */
    isCurrent: true,
  },
};
