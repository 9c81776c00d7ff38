// What the gateway writes down: each request into its file log, and, where the installation has one, into audit.jsonl.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../make-folder.mjs';

/** A full disk stops the log, not the gateway. */
function append(file, entry) {
  try {
    makeFolder(dirname(file));
    appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  } catch {
    // Lost.
  }
}

export function logsOf(generation, place, hasAudit) {
  const fileLog = () => `/tmp/${generation.name}/${generation.name}-${new Date().toISOString().slice(0, 10)}.log`;
  return {
    request(entry) {
      append(fileLog(), { time: new Date().toISOString(), level: 'info', subsystem: 'gateway/http', ...entry });
    },
    event(message, more = {}) {
      append(fileLog(), { time: new Date().toISOString(), level: 'info', subsystem: 'gateway', message, ...more });
      process.stdout.write(`[gateway] ${message}\n`);
    },
    audit(type, { ip, kind, outcome, ...metadata }) {
      if (!hasAudit) return;
      append(join(place.state, 'audit.jsonl'), {
        ts: new Date().toISOString(),
        eventId: randomUUID(),
        type,
        actor: { type: kind === 'device-token' ? 'device' : 'client', id: kind ?? 'unknown', remoteIp: ip },
        outcome,
        traceId: randomUUID().replaceAll('-', ''),
        metadata: { method: kind ?? 'none', ...metadata },
      });
    },
  };
}
