import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copiesOf } from '../../src/host/program/copies.ts';
import { devicesOf } from '../../src/host/program/devices.ts';
import { removeCodes, removeDevices } from '../../src/host/program/database.ts';
import type { Gateway } from '../../src/host/program/gateway.ts';
import { listeningPorts } from '../../src/host/program/processes.ts';
import { usesIn } from '../../src/host/program/uses.ts';

// What the real product showed (test/gateway), asked of the program that goes to a host.
let home = '';
const gateway = (): Gateway => ({
  id: 'openclaw-gateway.service',
  product: 'openclaw',
  user: { name: 'root', uid: 0, home },
  unit: undefined,
  pid: 0,
  stateDir: join(home, '.openclaw'),
  config: undefined,
  mode: 'token',
  secret: 'token',
  bind: 'loopback',
  port: 18_789,
  places: [],
});
const put = (path: string, text: string): void => {
  mkdirSync(join(home, path, '..'), { recursive: true });
  writeFileSync(join(home, path), text);
};
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ir-host-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('paired devices', () => {
  const tokens = JSON.stringify({ operator: { token: 'the-device-token', role: 'operator' } });
  beforeEach(() => {
    put('.openclaw/state/x', '');
    const database = new DatabaseSync(join(home, '.openclaw/state/openclaw.sqlite'));
    database.exec(`PRAGMA journal_mode = WAL;
      CREATE TABLE device_pairing_paired (device_id TEXT, display_name TEXT, operator_label TEXT, client_id TEXT, tokens_json TEXT);
      CREATE TABLE device_bootstrap_tokens (token_key TEXT, token TEXT);
      INSERT INTO device_bootstrap_tokens VALUES ('k', 'a-code');`);
    database.prepare('INSERT INTO device_pairing_paired VALUES (?, ?, NULL, ?, ?)').run('d1', null, 'cli', tokens);
    database.close();
  });
  test('stand in the current product’s database, with their tokens, and codes that would pair another', () => {
    expect(devicesOf(gateway())).toEqual([
      { id: 'd1', name: 'cli', token: 'the-device-token' },
      { id: 'code-1', name: 'a code that pairs a device', token: undefined },
    ]);
  });
  test('are added to those of a file that was not taken over', () => {
    put('.openclaw/devices/paired.json', JSON.stringify({ d0: { deviceId: 'd0', displayName: 'Phone' } }));
    expect(devicesOf(gateway()).map(({ id }) => id)).toEqual(['d0', 'd1', 'code-1']);
  });
  test('are removed from it, where the product’s own command does not', () => {
    removeCodes(gateway().stateDir);
    expect(devicesOf(gateway()).map(({ id }) => id)).toEqual(['d1']);
    removeDevices(gateway().stateDir);
    expect(devicesOf(gateway())).toEqual([]);
  });
});

describe('copies of the token', () => {
  test('are found in texts; a database is not touched, and its dashboard’s files are not read', () => {
    put('.openclaw/devices/paired.json.migrated', '{"token":"leaked-token"}');
    put('.openclaw/state/openclaw.sqlite-wal', 'page\0leaked-token\0');
    put('.openclaw/cache/control-ui-assets/0a/assets/page.js', 'leaked-token');
    expect(copiesOf(gateway(), ['leaked-token']).filter(({ path }) => path.startsWith(home))).toEqual([
      { path: join(home, '.openclaw/devices/paired.json.migrated'), kind: 'text' },
    ]);
  });
});

describe('the current product’s log', () => {
  const line = (message: string, time: string) =>
    JSON.stringify({ 0: '{"subsystem":"gateway/ws"}', 1: message, time, hostname: 'ip-10-0-1-23', message });
  const log = [
    line('webchat connected conn=1 remote=198.51.100.23 client=openclaw-control-ui', '2026-11-20T10:00:00.000+00:00'),
    line('webchat connected conn=2 remote=198.51.100.23 client=openclaw-control-ui', '2026-11-20T12:00:00.000+00:00'),
    line('unauthorized conn=3 peer=1 remote=198.51.100.99 reason=token_mismatch', '2026-11-20T12:01:00.000+00:00'),
    line('gateway ready', '2026-11-20T12:02:00.000+00:00'),
  ].join('\n');
  test('shows who opened the dashboard, and is no log that would show every use', () => {
    const at = '2026-11-20T12:00:00.000+00:00';
    expect(usesIn(log, '2026-11-20T11:00:00Z')).toEqual({
      uses: [{ ip: '198.51.100.23', count: 1, first: at, last: at }],
      isAccessLog: false,
    });
  });
});

describe('the port', () => {
  test('is the one on which the process listens, whatever its command line no longer says', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    expect(listeningPorts(process.pid)).toContain(typeof address === 'object' ? address?.port : undefined);
    await new Promise((resolve) => server.close(resolve));
    expect(listeningPorts(1 << 22)).toEqual([]);
  });
});
