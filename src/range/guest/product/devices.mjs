// Paired devices: each has tokens of its own, which no rotation of the gateway's token touches (trap T21).
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../make-folder.mjs';

const fileOf = ({ state }, list) => join(state, 'devices', `${list}.json`);

export function readDevices(place, list = 'paired') {
  try {
    return JSON.parse(readFileSync(fileOf(place, list), 'utf8'));
  } catch {
    return {};
  }
}

export function writeDevices(place, devices, list = 'paired') {
  const file = fileOf(place, list);
  makeFolder(dirname(file));
  writeFileSync(`${file}.tmp`, `${JSON.stringify(devices, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
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
    const count = Object.keys(readDevices(place)).length;
    writeDevices(place, {});
    if (pending) writeDevices(place, {}, 'pending');
    return { removed: count };
  },
};
