import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { request } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DOOR, leaked, settled, tried } from './doors.ts';
import { isolate } from './isolate.ts';
import { rig, type Rig } from './rig.ts';
import { expectSoon } from './soon.ts';
import { asOwner, noHosts, script, skipped } from './script.ts';

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** As a client that has the range's endpoint for a proxy: the whole address stands in the request line. */
function through({ range }: Rig, url: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const { hostname, port } = new URL(range.endpoint);
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    request({ hostname, port, method, path: url, headers: { host: new URL(url).host, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (data: string) => (text += data));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    })
      .on('error', reject)
      .end(body);
  });
}

/** A WebSocket through a door: what comes back, and whether it is still open. */
async function webSocket({ range }: Rig, url: string, headers: string[] = []) {
  const { hostname, port } = new URL(range.endpoint);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  const key = randomBytes(16).toString('base64');
  const lines = ['upgrade: websocket', 'connection: Upgrade', 'sec-websocket-version: 13', `sec-websocket-key: ${key}`];
  socket.write(`GET ${url} HTTP/1.1\r\nhost: ${new URL(url).host}\r\n${[...lines, ...headers].join('\r\n')}\r\n\r\n`);
  let seen = '';
  let isClosed = false;
  socket.setEncoding('utf8').on('data', (data: string) => (seen += data));
  socket.on('close', () => (isClosed = true)).on('error', () => {});
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  return { accept, seen: () => seen, isClosed: () => isClosed };
}

const invoke = (token: string): Sent => ({
  method: 'POST',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify({ tool: 'sessions_list', action: 'json', args: {} }),
});

describe.skipIf(noHosts !== undefined)(`from the internet${skipped}`, () => {
  test('a request in absolute form reaches the gateway, without credentials of AWS, from the address it names', async () => {
    await using one = await rig('leaked-token');
    const url = `${DOOR}/tools/invoke`;
    expect((await through(one, url, invoke(leaked(one)))).status).toBe(200);
    const wrong = invoke('wrong');
    expect(
      (await through(one, url, { ...wrong, headers: { ...wrong.headers, 'x-range-from': '198.51.100.9' } })).status,
    ).toBe(401);
    expect(await through(one, `${DOOR}/healthz`)).toMatchObject({ status: 200, text: '{"ok":true,"status":"live"}\n' });
    const dns = 'http://ec2-203-0-113-25.us-west-2.compute.amazonaws.com:18789/healthz';
    expect((await through(one, dns)).status).toBe(200);
    const { out } = await script(one, 'cat /tmp/clawdbot/*.log');
    expect(out).toMatch(/"ip":"203\.0\.113\.44".*"status":200/);
    expect(out).toMatch(/"ip":"198\.51\.100\.9".*"status":401/);
  });

  test('what is no guest’s is reached by nobody', async () => {
    await using one = await rig('leaked-token');
    expect((await through(one, 'http://example.com/')).status).toBe(502);
    expect(await tried(one, 'http://127.0.0.1:22', leaked(one))).toBe('filtered');
    expect(await tried(one, 'http://10.0.1.23:18789', leaked(one))).toBe('filtered');
    expect(await tried(one, 'http://203.0.113.99:18789', leaked(one))).toBe('unknown');
    expect(await tried(one, 'http://203.0.113.25:22', leaked(one))).toBe('filtered');
  });

  test('CONNECT is refused', async () => {
    await using one = await rig('lean');
    const { hostname, port } = new URL(one.range.endpoint);
    const socket = connect(Number(port), hostname);
    onTestFinished(() => void socket.destroy());
    socket.write('CONNECT 203.0.113.25:18789 HTTP/1.1\r\nhost: x\r\n\r\n');
    const [first] = (await socket.setEncoding('utf8').take(1).toArray()) as string[];
    expect(first).toMatch(/^HTTP\/1\.1 405 /);
  });

  test('groups, routes and what listens decide', async () => {
    await using one = await rig('leaked-token');
    expect(await tried(one, DOOR, leaked(one))).toBe(200);
    const { SecurityGroups = [] } = await one.ec2.describeSecurityGroups({
      Filters: [{ Name: 'group-name', Values: ['moltbot-bedrock-gateway'] }],
    });
    const rule = { IpProtocol: 'tcp', FromPort: 18_789, ToPort: 18_789 };
    const { GroupId } = SecurityGroups[0] ?? {};
    await one.ec2.revokeSecurityGroupIngress({
      GroupId,
      IpPermissions: [{ ...rule, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
    expect(await tried(one, DOOR, leaked(one))).toBe('filtered');
    await one.ec2.authorizeSecurityGroupIngress({
      GroupId,
      IpPermissions: [{ ...rule, IpRanges: [{ CidrIp: '203.0.113.0/24' }] }],
    });
    expect(await tried(one, DOOR, leaked(one))).toBe(200);
    await expectSoon(() => one.range.attack?.credentials['token']?.lastMet).toBe('filtered');
    const bound = `sed -i 's/"bind": "lan"/"bind": "loopback"/' /home/ubuntu/.clawdbot/clawdbot.json`;
    await script(one, `${bound}; ${asOwner('systemctl --user restart clawdbot-gateway')}`);
    expect(await tried(one, DOOR, leaked(one))).toBe('refused');
    await isolate(one);
    expect(await tried(one, DOOR, leaked(one))).toBe('filtered');
  });

  test('a WebSocket stays open through a closed group and a new file, until the process ends', async () => {
    await using one = await rig('leaked-token');
    await settled(one, DOOR, leaked(one));
    const ours = await webSocket(one, `${DOOR}/?token=${leaked(one)}`);
    await expectSoon(ours.seen).toContain('hello-ok');
    expect(ours.seen()).toMatch(/^HTTP\/1\.1 101 /);
    expect(ours.seen()).toContain(ours.accept);
    const refused = await webSocket(one, `${DOOR}/`, ['authorization: Bearer wrong']);
    await expectSoon(refused.seen).toMatch(/^HTTP\/1\.1 401 /);
    await script(one, `sed -i s/${leaked(one)}/fresh/ /home/ubuntu/.clawdbot/clawdbot.json`);
    await isolate(one);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(ours.isClosed()).toBe(false);
    one.range.control.putGroupsBack(one.id);
    await script(one, asOwner('systemctl --user stop clawdbot-gateway'));
    await expectSoon(ours.isClosed).toBe(true);
  });

  test('a range that stops closes what is open', async () => {
    const one = await rig('leaked-token');
    const ours = await webSocket(one, `${DOOR}/?token=${leaked(one)}`);
    await expectSoon(ours.seen).toContain('hello-ok');
    await one[Symbol.asyncDispose]();
    await expectSoon(ours.isClosed).toBe(true);
  });
});
