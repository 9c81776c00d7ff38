import type { DatabaseSync } from 'node:sqlite';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where the product keeps its state since 2026.9 or before [V: 2026.9.6]; `devices/paired.json` went into it. */
export const databaseOf = (stateDir: string): string => join(stateDir, 'state/openclaw.sqlite');
const DEVICES = ['device_pairing_paired', 'device_pairing_pending'];
const CODES = ['device_bootstrap_tokens', 'device_pairing_join_codes'];

const open = (stateDir: string, readOnly: boolean): DatabaseSync | undefined => {
  const path = databaseOf(stateDir);
  // Node 18 and 20 have none: who runs the product that has this database has a newer one.
  const sqlite = (process.getBuiltinModule as typeof process.getBuiltinModule | undefined)?.('node:sqlite');
  return sqlite && existsSync(path) ? new sqlite.DatabaseSync(path, { readOnly, timeout: 3_000 }) : undefined;
};
/** Undefined where there is no such database, or it can't be read. */
const within = <T>(stateDir: string, readOnly: boolean, work: (database: DatabaseSync) => T): T | undefined => {
  let database: DatabaseSync | undefined;
  try {
    database = open(stateDir, readOnly);
    return database && work(database);
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
};

type Rows = readonly Readonly<Record<string, unknown>>[];
const rowsOf = (database: DatabaseSync, table: string): Rows => {
  try {
    return database.prepare(`SELECT * FROM ${table}`).all();
  } catch {
    return [];
  }
};
/** Paired devices, and codes with which another may be paired without being asked about; undefined where unknown. */
export const pairedIn = (stateDir: string): { readonly devices: Rows; readonly codes: Rows } | undefined =>
  within(stateDir, true, (database) => ({
    devices: database.prepare('SELECT * FROM device_pairing_paired').all(),
    codes: [...rowsOf(database, 'device_bootstrap_tokens'), ...rowsOf(database, 'device_pairing_join_codes')],
  }));

const remove = (stateDir: string, tables: readonly string[]): void => {
  within(stateDir, false, (database) => {
    for (const table of tables)
      try {
        database.exec(`DELETE FROM ${table}`);
      } catch {
        // Another version has no such table.
      }
  });
};
/** The product has no command for these. */
export const removeCodes = (stateDir: string): void => remove(stateDir, CODES);
/** Without the product: it must not run meanwhile. */
export const removeDevices = (stateDir: string): void => remove(stateDir, DEVICES);
