import { isCredential } from '../../railway/index.ts';

/** As `railway variable list` has them: raw, for memory only. */
export type Variables = Readonly<Record<string, string>>;

const NEW = 'OPENCLAW_GATEWAY_TOKEN';
const OLD = 'CLAWDBOT_GATEWAY_TOKEN';
const TOKENS = [NEW, OLD];
export const SETUP = 'SETUP_PASSWORD';

/**
 * Where the template’s wrapper takes the token from (clawdbot-railway-template, src/server.js): the old name is copied to
 * the new one only where the new one is unset; where neither is set, it comes from a file on the volume.
 */
export const inForce = (variables: Variables): { readonly name?: string; readonly why: string } => {
  const [fresh = '', old = ''] = TOKENS.map((name) => variables[name]);
  if (fresh.trim() !== '')
    return old === ''
      ? { name: NEW, why: `${NEW} is set` }
      : { name: NEW, why: `both names are set, and ${NEW} wins: changing ${OLD} alone would change nothing` };
  if (fresh === '' && old.trim() !== '') return { name: OLD, why: `only ${OLD} is set` };
  return { why: 'no variable holds it: it is in gateway.token in the state folder on the volume' };
};

/**
 * Every name that must hold the new token: all that are set, so that it does not matter which of them an image knows. Where
 * none is set, a variable outranks the file on the volume; an image from before the new name reads the old one.
 */
export const namesToSet = (variables: Variables): readonly string[] => {
  const set = TOKENS.filter((name) => Object.hasOwn(variables, name));
  if (set.length > 0) return set;
  const isOld = Object.keys(variables).some((name) => name.startsWith('CLAWDBOT_'));
  return isOld ? TOKENS : [NEW];
};

/** Where each is revoked, as seed 002 has it; what is not here is revoked where it was issued. */
const HOW: readonly (readonly [RegExp, string])[] = [
  [/^ANTHROPIC_/, 'console.anthropic.com/settings/keys: create a new key, set it, delete the old one'],
  [/^OPENAI_/, 'platform.openai.com/api-keys: create a new key, set it, delete the old one'],
  [/^OPENROUTER_/, 'openrouter.ai/keys: create a new key, set it, delete the old one'],
  [/^DISCORD_/, 'Discord Developer Portal, your application, Bot: Reset Token'],
  [/^TELEGRAM_/, 'BotFather: /revoke, then select the bot'],
  [/^SLACK_/, 'api.slack.com/apps, your app, OAuth & Permissions: regenerate both tokens'],
];
const howOf = (name: string): string =>
  HOW.find(([of]) => of.test(name))?.[1] ?? 'where it was issued: create a new one, set it, revoke the old one';

/** Other credentials that whoever held the token could read: it runs commands in the same environment. */
export const reachableIn = (variables: Variables, fingerprint: (value: string) => string) => {
  const leaked = new Set([...TOKENS, SETUP].map((name) => variables[name]).filter((value) => value !== undefined));
  return Object.entries(variables)
    .filter(([name, value]) => ![...TOKENS, SETUP].includes(name) && isCredential(name, value))
    .map(([name, value]) => ({
      name,
      how: leaked.has(value) ? `it holds the leaked value itself; ${howOf(name)}` : howOf(name),
      fingerprint: fingerprint(value),
    }));
};
