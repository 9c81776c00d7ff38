import { gunzipSync } from 'node:zlib';
import { count, flag, instanceId, instant, list, maybe, record, text } from '../../fields/index.ts';
import type { Logs } from '../../host/index.ts';
import { looks } from '../../language/index.ts';
import { scrubText } from '../../redact/index.ts';
import { lookOnHost } from '../shared/on-host.ts';

/**
 * Keeps the gateway's logs, config, unit and processes as a file of the case, every known secret masked on the host
 * already; and reads from them who used the token. No access log means unknown, not unused.
 */
export const keepLogs = looks({
  title: 'Keep logs and config of the gateway',
  calls: ['ssm:SendCommandToLook', 'ssm:GetCommandInvocation'],
  input: {
    instanceId: instanceId('The instance'),
    knownAddresses: maybe(text('Addresses from which you use it, with commas between them')),
  },
  output: {
    file: text('File of the case'),
    sha256: text('SHA-256'),
    read: list(
      record('A part', { path: text('File'), bytes: count('Bytes'), cut: flag('Was its beginning cut off?') }),
    ),
    hasAccessLog: flag('Is there a log that would show who used the token?'),
    uses: list(
      record(
        'Uses of the token',
        { ip: text('From'), count: count('Times'), first: instant('First'), last: instant('Last') },
        'ip',
      ),
    ),
    strangers: list(text('Unknown addresses that used it')),
    addresses: count('Addresses that use the gateway'),
    isUsedByStranger: flag('Did an unknown address use it?'),
    summary: text('In one line'),
  },
  async run(aws, { instanceId: id, knownAddresses = '' }, use) {
    const order = { mode: 'logs' as const, since: use.since.toISOString() };
    const { said } = await lookOnHost<Logs, 'logs'>(aws, id, order, use);
    const kept = scrubText(gunzipSync(Buffer.from(said.text, 'base64')).toString());
    const { file, sha256 } = await use.keep('gateway-logs.txt', Buffer.from(kept));
    const known = new Set(['127.0.0.1', '::1', ...knownAddresses.split(/[\s,]+/).filter(Boolean)]);
    const strangers = said.uses.map(({ ip }) => ip).filter((ip) => !known.has(ip.replace(/^::ffff:/, '')));
    return {
      file,
      sha256,
      read: said.files.map(({ path, bytes, cut }) => ({ path, bytes, cut })),
      hasAccessLog: said.hasAccessLog,
      uses: said.uses,
      strangers,
      addresses: said.uses.length,
      isUsedByStranger: strangers.length > 0,
      summary: summaryOf(said),
    };
  },
});
const summaryOf = ({ uses, hasAccessLog }: Logs): string =>
  uses.length > 0
    ? `the token was used from ${uses.map(({ ip, count: times }) => `${ip} (${times} times)`).join(', ')}`
    : hasAccessLog
      ? 'the logs show no use of the token'
      : 'unknown: no log would show who used the token';
