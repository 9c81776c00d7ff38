// What the gateway writes down: each request into its file log, and, where the installation has one, into audit.jsonl.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { hostname } from 'node:os';
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

/** A line of the current product's: no request over HTTP is in its log, whoever it let in. */
export const lineOf = (generation, subsystem, message, at = new Date().toISOString()) => ({
  0: JSON.stringify({ subsystem }),
  1: message,
  _meta: {
    runtime: 'node',
    hostname: hostname(),
    date: at,
    logLevelId: 3,
    logLevelName: 'INFO',
    parentNames: [generation.name],
  },
  time: at.replace('Z', '+00:00'),
  hostname: hostname(),
  message,
});

function currentLogs(generation, fileLog) {
  const say = (subsystem, message) => append(fileLog(), lineOf(generation, subsystem, message));
  return {
    request() {},
    audit() {},
    socket(kind, ip) {
      const conn = `conn=${randomUUID()} remote=${ip}`;
      const client = `client=openclaw-control-ui webchat v${generation.version}`;
      if (kind) say('gateway/ws', `webchat connected ${conn} ${client} build=legacy`);
      else say('gateway/ws', `unauthorized ${conn} ${client} role=operator auth=token device=no reason=token_mismatch`);
    },
    event(message) {
      say('gateway', message);
      process.stdout.write(`${new Date().toISOString()} [gateway] ${message}\n`);
    },
  };
}

export function logsOf(generation, place, hasAudit) {
  const fileLog = () => `/tmp/${generation.name}/${generation.name}-${new Date().toISOString().slice(0, 10)}.log`;
  if (generation.isCurrent) return currentLogs(generation, fileLog);
  return {
    socket() {},
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
