// tailscale: what the scenario says of the tailnet, and what is served to it. No packet goes there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { makeFolder } from '../make-folder.mjs';
import { settings } from '../product/settings.mjs';

const KEPT = '/var/lib/tailscale/range.json';
const argv = process.argv.slice(2);
const words = argv.filter((word) => !word.startsWith('-'));
const isJson = argv.includes('--json');

function stateNow() {
  const { tailscale = { status: {}, serve: {} } } = settings();
  return existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : tailscale;
}
function keep(state) {
  makeFolder('/var/lib/tailscale');
  writeFileSync(KEPT, JSON.stringify(state));
  return 0;
}
const print = (value) => {
  process.stdout.write(typeof value === 'string' ? `${value}\n` : `${JSON.stringify(value, null, 2)}\n`);
  return 0;
};

const state = stateNow();
const isUp = state.status.BackendState === 'Running';
const { Self = {} } = state.status;
const served = () => {
  if (isJson) return print(state.serve);
  const sites = Object.entries(state.serve.Web ?? {});
  if (!sites.length) return print('No serve config');
  return print(
    sites
      .map(
        ([site, { Handlers }]) =>
          `https://${site.replace(':443', '')} (tailnet only)\n|-- / proxy ${Handlers['/'].Proxy}`,
      )
      .join('\n'),
  );
};
const unserve = () => keep({ ...state, serve: {} });

const commands = {
  status: () =>
    isJson
      ? print(state.status)
      : print(isUp ? `${Self.TailscaleIPs?.[0]}  ${Self.HostName}  -` : 'Tailscale is stopped.'),
  ip: () => print(Self.TailscaleIPs?.[0] ?? ''),
  version: () => print('1.80.2'),
  down: () => keep({ ...state, status: { ...state.status, BackendState: 'Stopped' } }),
  up: () => keep({ ...state, status: { ...state.status, BackendState: 'Running' } }),
  'serve status': served,
  'serve reset': unserve,
  'serve off': unserve,
  'funnel status': served,
  'funnel reset': unserve,
};

const run = commands[words.slice(0, 2).join(' ')] ?? commands[words[0]];
if (run) process.exitCode = run();
else {
  process.stderr.write(`range: tailscale ${argv.join(' ')} is not simulated\n`);
  process.exitCode = 1;
}
