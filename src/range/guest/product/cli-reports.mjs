// What the product tells of itself: doctor, security audit, action ledger, secrets.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { print, printJson } from './print.mjs';
import { ask, isUp, portOf } from './client.mjs';
import { readConfig } from './config.mjs';

function findingsOf({ place }) {
  const { raw, problems } = readConfig(place);
  const { bind = 'loopback', auth = {} } = raw.gateway ?? {};
  const finding = (checkId, severity, title, detail) => ({ checkId, severity, title, detail });
  return [
    ...problems.map((problem) => finding('config.invalid', 'critical', 'Config is invalid', problem)),
    ...(bind === 'lan'
      ? [finding('gateway.bind_lan', 'warn', 'Gateway listens on every interface', `gateway.bind is "${bind}"`)]
      : []),
    ...(auth.mode === 'none'
      ? [finding('gateway.no_auth', 'critical', 'Gateway has no authentication', 'gateway.auth.mode is "none"')]
      : []),
    ...(raw.hooks?.token && raw.hooks.token === auth.token
      ? [finding('hooks.token_reuse', 'critical', 'hooks.token equals the gateway token', '')]
      : []),
  ];
}

async function securityAudit(run) {
  const findings = findingsOf(run);
  const count = (severity) => findings.filter((one) => one.severity === severity).length;
  const report = {
    ts: Date.now(),
    summary: { critical: count('critical'), warn: count('warn'), info: count('info') },
    findings,
    secretDiagnostics: [],
  };
  if (run.flags.deep) {
    const url = `ws://127.0.0.1:${portOf(run)}`;
    const ok = await isUp(portOf(run));
    report.deep = { gateway: { attempted: true, url, ok, error: ok ? null : 'connect ECONNREFUSED', close: null } };
  }
  return run.flags.json ? printJson(report) : print(findings.map(({ title }) => title).join('\n') || 'No findings');
}

/** Its other report has other words for the same. */
const linted = ({ checkId, severity, title, detail }) => ({
  checkId,
  severity: severity === 'warn' ? 'warning' : 'error',
  message: [title, detail].filter(Boolean).join(': '),
});

function doctor(run) {
  // Without --lint the real one may migrate and write: not something a drill should seem to survive.
  if (!run.flags.lint) throw new Error('range: only doctor --lint is simulated');
  const findings = findingsOf(run);
  if (run.flags.json)
    printJson({
      schemaVersion: 1,
      ok: !findings.length,
      checksRun: 35,
      checksSkipped: 30,
      findings: findings.map(linted),
    });
  else print(findings.map(({ title }) => title).join('\n') || 'Doctor: no findings');
  return findings.some(({ severity }) => severity === 'critical') ? 1 : 0;
}

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return [];
  }
};

/** The ledger of what agents did; a scenario puts it at `<state>/audit-ledger.json`. */
function audit({ place, flags }) {
  const all = readJson(join(place.state, 'audit-ledger.json'));
  const from = Number(flags.cursor ?? 0);
  const events = all.slice(from, from + Math.min(Number(flags.limit ?? 100), 500));
  const next = from + events.length;
  return flags.json
    ? printJson({ events, nextCursor: next < all.length ? String(next) : null })
    : print(`${events.length} events`);
}

async function reload(run) {
  const answer = await ask(run, 'secrets.reload');
  if (!answer) throw new Error('gateway not reachable');
  return run.flags.json ? printJson(answer) : print('Secrets reloaded.');
}

async function status(run) {
  const reachable = await isUp(portOf(run));
  return run.flags.json
    ? printJson({ version: run.generation.version, gateway: { mode: 'local', reachable } })
    : print(`Gateway: ${reachable ? 'reachable' : 'unreachable'}`);
}

const all = { 'security audit': securityAudit, doctor, audit, 'secrets reload': reload, status };
const old = { 'security audit': securityAudit, status };
export const reports = ({ isCurrent }) => (isCurrent ? all : old);
