import { join } from 'node:path';
import { pairedIn } from './database.ts';
import type { Gateway } from './gateway.ts';
import { programFor } from './gateway.ts';
import { read } from './io.ts';
import { as } from './users.ts';

export interface Device {
  readonly id: string;
  readonly name: string;
  readonly token: string | undefined;
}
type Loose = Readonly<Record<string, unknown>>;
const asText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const tokenIn = (value: unknown, depth = 0): string | undefined => {
  if (value === null || typeof value !== 'object' || depth > 4) return undefined;
  const own = asText((value as Loose)['token']) ?? asText((value as Loose)['deviceToken']);
  if (own !== undefined) return own;
  for (const member of Object.values(value)) {
    const found = tokenIn(member, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
};
const deviceOf = (key: string, value: unknown): Device => {
  const of = (value ?? {}) as Loose;
  const id = asText(of['deviceId']) ?? asText(of['id']) ?? key;
  return {
    id,
    name: asText(of['displayName']) ?? asText(of['name']) ?? asText(of['clientId']) ?? '',
    token: tokenIn(value),
  };
};
export const devicesFile = ({ stateDir }: Gateway): string => join(stateDir, 'devices/paired.json');
const devicesIn = (text: string | undefined): readonly Device[] => {
  if (text === undefined) return [];
  try {
    const parsed = JSON.parse(text) as unknown;
    const list = Array.isArray(parsed)
      ? parsed
      : ((parsed as Loose)['paired'] ?? (parsed as Loose)['devices'] ?? parsed);
    return Object.entries(list as object).map(([key, value]) => deviceOf(key, value));
  } catch {
    return [];
  }
};

const parsedTokens = (row: Loose): Loose => {
  try {
    return { ...row, tokens: JSON.parse(asText(row['tokens_json']) ?? '{}') as unknown };
  } catch {
    return row;
  }
};
/** From the database of the current product: the older file is empty or gone there. */
const devicesInDatabase = (stateDir: string): readonly Device[] | undefined => {
  const found = pairedIn(stateDir);
  return (
    found && [
      ...found.devices.map((row) =>
        deviceOf('', {
          id: row['device_id'],
          name: row['operator_label'] ?? row['display_name'] ?? row['client_id'],
          tokens: parsedTokens(row)['tokens'],
        }),
      ),
      ...found.codes.map((_, at) => ({ id: `code-${at + 1}`, name: 'a code that pairs a device', token: undefined })),
    ]
  );
};

/** Those that a file or the database of the product names; undefined where neither can say that there is none. */
const standing = (gateway: Gateway): readonly Device[] | undefined => {
  const inFile = devicesIn(read(devicesFile(gateway)));
  const inDatabase = devicesInDatabase(gateway.stateDir);
  return inFile.length > 0 || inDatabase ? [...inFile, ...(inDatabase ?? [])] : undefined;
};
/** Without asking the product, which takes seconds. */
export const devicesOnDisk = (gateway: Gateway): readonly Device[] => standing(gateway) ?? [];
/** Devices that were paired: their own tokens survive a rotation (T21). From where they stand, else from the product. */
export const devicesOf = (gateway: Gateway): readonly Device[] => {
  const found = standing(gateway);
  if (found) return found;
  const program = programFor(gateway);
  const said =
    program === undefined
      ? undefined
      : as(gateway.user, [program, 'devices', 'list', '--json'], 20, environmentFor(gateway));
  return devicesIn(said);
};
export const environmentFor = ({ product, stateDir, config }: Gateway): Readonly<Record<string, string>> => {
  const prefix = product.toUpperCase();
  return { [`${prefix}_STATE_DIR`]: stateDir, ...(config ? { [`${prefix}_CONFIG_PATH`]: config.path } : {}) };
};
