import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Gateway } from './gateway.ts';
import { read } from './io.ts';
import { parseSpots, textsIn } from './json5.ts';
import type { Values } from './secrets.ts';

/** A name under which a credential usually stands. */
const CREDENTIAL = /(api[_-]?key|token|secret|passw(or)?d|credential|signing)/i;
const NOT_ONE = /^(\$\{|env:|true$|false$)/;
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/anthropic|sk-ant-/i, 'Anthropic API key'],
  [/openrouter|sk-or-/i, 'OpenRouter API key'],
  [/openai|sk-proj-/i, 'OpenAI API key'],
  [/telegram/i, 'Telegram bot token'],
  [/discord/i, 'Discord bot token'],
  [/slack.*app|xapp-/i, 'Slack app token'],
  [/slack|xox[bp]-/i, 'Slack bot token'],
  [/whatsapp/i, 'WhatsApp session'],
  [/signal/i, 'Signal session'],
  [/hooks/i, 'hooks token'],
  [/github|ghp_|github_pat_/i, 'GitHub token'],
  [/aws_secret/i, 'AWS secret key'],
  [/tailscale|tskey-/i, 'Tailscale key'],
];
export interface Reachable {
  readonly name: string;
  readonly where: string;
  readonly value: string | undefined;
}
const named = (path: string, value: string): string =>
  KNOWN.find(([shape]) => shape.test(path) || shape.test(value))?.[1] ?? path.split(/[./]/).at(-1) ?? path;

const fromConfig = (file: string, secret: string): readonly Reachable[] => {
  try {
    return [...textsIn(parseSpots(read(file) ?? ''))].flatMap(([path, value]) => {
      const joined = path.join('.');
      const isOwn = /^gateway\.(auth|remote)\./.test(joined) && joined.endsWith(secret);
      if (isOwn || !CREDENTIAL.test(path.at(-1) ?? '') || NOT_ONE.test(value) || value.length < 8) return [];
      return [{ name: named(joined, value), where: `${file} ${joined}`, value }];
    });
  } catch {
    return [];
  }
};
const fromEnv = (file: string): readonly Reachable[] =>
  (read(file) ?? '').split('\n').flatMap((line) => {
    const [, name = '', value = ''] = /^\s*(?:export\s+)?(\w+)\s*=\s*["']?([^"'\s]+)/.exec(line) ?? [];
    if (!CREDENTIAL.test(name) || /GATEWAY_(TOKEN|PASSWORD)$/.test(name) || value.length < 8) return [];
    return [{ name: named(name, value), where: `${file} ${name}`, value }];
  });
const sessions = (stateDir: string): readonly Reachable[] => {
  const folder = join(stateDir, 'credentials');
  try {
    return readdirSync(folder).map((name) => ({ name: named(name, ''), where: join(folder, name), value: undefined }));
  } catch {
    return [];
  }
};

/** What a full operator of the gateway can read: keys of providers, tokens of channels, sessions. By name, once each. */
export const reachableBy = ({ stateDir, config, secret, unit }: Gateway, values: Values): readonly Reachable[] => {
  const files = [join(stateDir, '.env'), ...(unit?.environmentFiles ?? [])];
  const all = [
    ...(config ? fromConfig(config.path, secret) : []),
    ...['secrets.json', 'auth-profiles.json', 'agents/main/agent/auth-profiles.json'].flatMap((name) =>
      fromConfig(join(stateDir, name), secret),
    ),
    ...files.flatMap(fromEnv),
    ...sessions(stateDir),
  ];
  for (const { value } of all) values.name(value, 'key');
  const seen = new Set<string>();
  return all.filter(({ name, value, where }) => {
    const key = value ?? `${name} ${where}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};
