// Paired devices: each has tokens of its own, which no rotation of the gateway's token touches (trap T21).
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../make-folder.mjs';

/** Once the current product has run, they are in its database. */
const databaseOf = ({ state }) => join(state, 'state/openclaw.sqlite');
const TABLE = { paired: 'device_pairing_paired', pending: 'device_pairing_pending' };

/** Undefined where there is no database. */
function within(place, work) {
  const path = databaseOf(place);
  if (!existsSync(path)) return undefined;
  const database = new DatabaseSync(path, { timeout: 2000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** The columns of the real one that anything here reads. */
const SCHEMA = `PRAGMA journal_mode = WAL;
  CREATE TABLE device_pairing_paired (
    device_id TEXT PRIMARY KEY, public_key TEXT, display_name TEXT, platform TEXT, client_id TEXT, client_mode TEXT,
    role TEXT, roles_json TEXT, scopes_json TEXT, remote_ip TEXT, tokens_json TEXT, created_at_ms INTEGER, approved_at_ms INTEGER);
  CREATE TABLE device_pairing_pending (request_id TEXT PRIMARY KEY, device_id TEXT);
  CREATE TABLE device_bootstrap_tokens (token_key TEXT PRIMARY KEY, token TEXT);`;

function insert(database, list, device) {
  if (list !== 'paired') return;
  const {
    deviceId,
    publicKey,
    displayName,
    platform,
    clientId,
    clientMode,
    role,
    remoteIp,
    createdAtMs,
    approvedAtMs,
  } = device;
  const json = [device.roles, device.scopes].map((value) => JSON.stringify(value ?? []));
  const values = [deviceId, publicKey, displayName, platform, clientId, clientMode, role, ...json, remoteIp];
  const all = [...values, JSON.stringify(device.tokens ?? {}), createdAtMs, approvedAtMs].map((value) => value ?? null);
  database.prepare(`INSERT INTO device_pairing_paired VALUES (${all.map(() => '?').join(', ')})`).run(...all);
}

const deviceOf = (row) => ({
  deviceId: row.device_id,
  publicKey: row.public_key,
  displayName: row.display_name,
  platform: row.platform,
  clientId: row.client_id,
  clientMode: row.client_mode,
  role: row.role,
  roles: JSON.parse(row.roles_json ?? '[]'),
  scopes: JSON.parse(row.scopes_json ?? '[]'),
  remoteIp: row.remote_ip,
  createdAtMs: row.created_at_ms,
  approvedAtMs: row.approved_at_ms,
  tokens: JSON.parse(row.tokens_json ?? '{}'),
});

const fileOf = ({ state }, list) => join(state, 'devices', `${list}.json`);

export function readDevices(place, list = 'paired') {
  const rows = within(place, (database) => database.prepare(`SELECT * FROM ${TABLE[list]}`).all());
  if (rows) return Object.fromEntries(rows.map((row) => [row.device_id, deviceOf(row)]));
  try {
    return JSON.parse(readFileSync(fileOf(place, list), 'utf8'));
  } catch {
    return {};
  }
}

export function writeDevices(place, devices, list = 'paired') {
  const isDone = within(place, (database) => {
    database.exec(`DELETE FROM ${TABLE[list]}`);
    for (const device of Object.values(devices)) insert(database, list, device);
    return true;
  });
  if (isDone) return;
  const file = fileOf(place, list);
  makeFolder(dirname(file));
  writeFileSync(`${file}.tmp`, `${JSON.stringify(devices, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
}

/** At its first start the current product takes over what an older one left, and keeps that beside it. */
export function takeOverDevices(place) {
  const path = databaseOf(place);
  if (existsSync(path)) return;
  const paired = readDevices(place);
  try {
    makeFolder(dirname(path));
    const database = new DatabaseSync(path);
    database.exec(SCHEMA);
    for (const device of Object.values(paired)) insert(database, 'paired', device);
    database.close();
    if (existsSync(fileOf(place, 'paired'))) renameSync(fileOf(place, 'paired'), `${fileOf(place, 'paired')}.migrated`);
  } catch {
    // The disk is full: they stay where they are.
    rmSync(path, { force: true });
  }
}

/** Read at each request, as the product does: a revoked token is refused at once. */
export function holderOf(place, token) {
  return Object.values(readDevices(place)).find(({ tokens = {} }) =>
    Object.values(tokens).some((one) => one.token === token && !one.revokedAtMs),
  );
}

/** Without the tokens themselves. */
export function deviceList(place) {
  const shown = ({ tokens = {}, ...device }) => ({
    ...device,
    tokens: Object.values(tokens).map(({ token: _token, ...rest }) => rest),
  });
  return {
    pending: Object.values(readDevices(place, 'pending')),
    paired: Object.values(readDevices(place)).map(shown),
  };
}

/** What changes devices, by the name of the CLI's subcommand. */
export const deviceChanges = {
  revoke(place, { device, role = 'operator' }) {
    const devices = readDevices(place);
    const token = devices[device]?.tokens?.[role];
    if (!token) throw new Error(`unknown deviceId/role`);
    token.revokedAtMs = Date.now();
    writeDevices(place, devices);
    return { deviceId: device, role, revokedAtMs: token.revokedAtMs };
  },
  rotate(place, { device, role = 'operator' }) {
    const devices = readDevices(place);
    const token = devices[device]?.tokens?.[role];
    if (!token) throw new Error(`unknown deviceId/role`);
    Object.assign(token, { token: crypto.randomUUID().replaceAll('-', ''), rotatedAtMs: Date.now() });
    delete token.revokedAtMs;
    writeDevices(place, devices);
    return { deviceId: device, role, token: token.token, rotatedAtMs: token.rotatedAtMs };
  },
  remove(place, { device }) {
    const { [device]: removed, ...rest } = readDevices(place);
    if (!removed) throw new Error('unknown deviceId');
    writeDevices(place, rest);
    return { deviceId: device, removed: true };
  },
  clear(place, { pending }) {
    const removedDevices = Object.keys(readDevices(place));
    const rejectedPending = pending ? Object.keys(readDevices(place, 'pending')) : [];
    writeDevices(place, {});
    if (pending) writeDevices(place, {}, 'pending');
    return { removedDevices, rejectedPending };
  },
};
