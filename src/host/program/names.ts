/** The product has had three names, and reads what it had under the older ones (domain: Clawdbot, Moltbot, OpenClaw). */
export const PRODUCTS = ['openclaw', 'moltbot', 'clawdbot'] as const;
export type Product = (typeof PRODUCTS)[number];
export const CONFIG_NAMES = ['openclaw.json', 'moltbot.json', 'clawdbot.json', 'moldbot.json'];
const PREFIXES = ['OPENCLAW', 'MOLTBOT', 'CLAWDBOT'];
export const variables = (suffix: string): readonly string[] => PREFIXES.map((prefix) => `${prefix}_${suffix}`);
export const STATE_FOLDERS: Readonly<Record<Product, readonly string[]>> = {
  openclaw: ['.openclaw', '.clawdbot', '.moltbot', '.moldbot'],
  moltbot: ['.moltbot', '.clawdbot', '.moldbot'],
  clawdbot: ['.clawdbot'],
};
export const UNIT = /^(openclaw|moltbot|clawdbot)-gateway(-[\w.@-]+)?\.service$/;
export const MENTION = /openclaw|moltbot|clawdbot/i;
export const PORT = 18_789;
export const productOf = (text: string): Product => PRODUCTS.find((name) => text.includes(name)) ?? 'openclaw';
