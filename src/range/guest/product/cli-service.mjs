// `gateway status|start|stop|restart`: over systemctl --user, so they need the user's bus as that does.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fail, print, printJson } from './print.mjs';
import { ask, isUp, portOf } from './client.mjs';
import { readConfig } from './config.mjs';

const unitOf = ({ generation, flags }) => {
  const profile = flags.profile ?? process.env[`${generation.name.toUpperCase()}_PROFILE`];
  return `${generation.name}-gateway${profile ? `-${profile}` : ''}.service`;
};
const systemctl = (...argv) => spawnSync('systemctl', ['--user', ...argv], { encoding: 'utf8' });

function runtimeOf(run) {
  const {
    status: code,
    stdout,
    stderr,
  } = systemctl('show', unitOf(run), '-p', 'LoadState,ActiveState,SubState,MainPID,FragmentPath');
  if (code) return { loaded: false, runtime: { status: 'unknown', detail: stderr.trim() } };
  const shown = Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s)),
  );
  const isRunning = shown.ActiveState === 'active';
  return {
    loaded: shown.LoadState === 'loaded',
    runtime: {
      status: isRunning ? 'running' : 'stopped',
      state: shown.ActiveState,
      subState: shown.SubState,
      pid: Number(shown.MainPID) || undefined,
    },
    command: { sourcePath: shown.FragmentPath },
  };
}

async function status(run) {
  const port = portOf(run);
  const isListening = await isUp(port);
  const rpc = { ok: false, url: `ws://127.0.0.1:${port}` };
  if (isListening && !run.flags['no-probe'])
    await ask(run, 'devices.list').then(
      () => Object.assign(rpc, { ok: true }),
      (error) => Object.assign(rpc, { error: error.message }),
    );
  const answer = {
    service: { label: 'systemd', unit: unitOf(run), ...runtimeOf(run) },
    config: {
      cli: {
        path: run.place.config,
        exists: existsSync(run.place.config),
        valid: !readConfig(run.place).problems.length,
      },
    },
    gateway: { port, probeUrl: rpc.url },
    port: { port, status: isListening ? 'busy' : 'free' },
    rpc,
  };
  if (run.flags.json) printJson(answer);
  else
    print(
      `Service: ${answer.service.runtime.status}\nPort ${port}: ${answer.port.status}\nRPC probe: ${rpc.ok ? 'ok' : 'failed'}`,
    );
  return run.flags['require-rpc'] && !rpc.ok ? 1 : 0;
}

const change = (verb) => (run) => {
  const { status: code, stderr } = systemctl(verb, unitOf(run));
  return code
    ? fail(`Gateway ${verb} failed: ${stderr.trim()}`)
    : print(run.flags.json ? JSON.stringify({ ok: true, action: verb }) : `Gateway ${verb}: done`);
};

async function probe(run) {
  const ok = await isUp(portOf(run));
  printJson({ ok, targets: [{ url: `ws://127.0.0.1:${portOf(run)}`, ok }] });
  return ok ? 0 : 1;
}

export const serviceCommands = {
  status,
  probe,
  start: change('start'),
  stop: change('stop'),
  restart: change('restart'),
};
