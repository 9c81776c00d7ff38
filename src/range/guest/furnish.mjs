// Puts on the instance what the scenario wants found there: files, programs, processes, connections, logins.
import { spawnSync } from 'node:child_process';
import { lstatSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { writeLogins } from './logins.mjs';
import { makeFolder } from './make-folder.mjs';
import { startProcess } from './start-process.mjs';

const isThere = (path) => {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
};

/** What is on the disk already is from before a reboot, and stays. */
function writeFile({ path, text = '', link, mode = 0o644 }) {
  if (isThere(path)) return;
  makeFolder(dirname(path));
  if (link) symlinkSync(link, path);
  else writeFileSync(path, text, { mode });
}

/** The far end of a connection: the address is one of this instance's own, see init.sh. */
function listen({ address, port }) {
  return new Promise((resolve) => {
    createServer((socket) => socket.on('error', () => {}))
      .on('error', resolve)
      .listen(port, address, resolve);
  });
}

/** A program that this host has and others have not. */
function installShim(name) {
  writeFile({
    path: `/usr/local/bin/${name}`,
    text: `#!/bin/sh\nexec /opt/node/node /run/range/shims/${name}.mjs "$@"\n`,
    mode: 0o755,
  });
}

/** The product's program under one of its names. */
function install(product) {
  const text = `#!/opt/node/node\nimport('/run/range/product/main.mjs').then(({ main }) => main('${product}'));\n`;
  writeFile({ path: `/usr/local/bin/${product}`, text, mode: 0o755 });
}

const cron =
  '[Unit]\nDescription=Regular background program processing daemon\n\n[Service]\nExecStart=/run/range/bin/cron -f -P\nRestart=on-failure\nKillMode=process\n\n[Install]\nWantedBy=multi-user.target\n';

function enableCron() {
  writeFile({ path: '/etc/systemd/system/cron.service', text: cron });
  writeFile({
    path: '/etc/systemd/system/multi-user.target.wants/cron.service',
    link: '/etc/systemd/system/cron.service',
  });
}

/** A folder with a small disk of its own. */
function mountSmall({ path, kib }) {
  makeFolder(path);
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'data', path]);
}

/** Fills what is left of it. */
function fill({ path }) {
  spawnSync('sh', ['-c', 'cat /dev/zero > "$1/.cache.bin" 2> /dev/null', 'sh', path]);
}

/** On the disk: what was deleted since does not come back with a reboot. */
const FURNISHED = '/var/lib/.range-furnished';

/** Returns whether this is the host's first boot. */
export async function furnish({
  files = [],
  processes = [],
  logins = [],
  products = [],
  programs = [],
  cron: table,
  smallDisk,
  ...settings
}) {
  const isFirst = !isThere(FURNISHED);
  if (smallDisk) mountSmall(smallDisk);
  // A disk in memory is empty again after a reboot.
  const isLost = ({ path }) => smallDisk !== undefined && path.startsWith(`${smallDisk.path}/`);
  for (const file of files) if (isFirst || isLost(file)) writeFile(file);
  if (isFirst) {
    for (const product of products) install(product);
    for (const program of programs) installShim(program);
    if (table) enableCron();
  }
  if (smallDisk) fill(smallDisk);
  writeFileSync('/run/range.json', JSON.stringify({ ...settings, cron: table, isFirst }));
  writeLogins(logins);
  for (const { connectsTo } of [...processes, ...(settings.gateway?.children ?? [])])
    if (connectsTo) await listen(connectsTo);
  processes.forEach(startProcess);
  writeFile({ path: FURNISHED });
  return isFirst;
}

const PATIENCE_MS = 3000;
const marksOf = ({ gateway: { ports = [] } = {}, programs = [] }) => [
  ...ports.map((port) => `/run/.range-ready-${port}`),
  ...(programs.includes('nginx') ? ['/run/nginx.pid'] : []),
];

/** The host has been up for days when the drill begins: its gateway answers, and somebody has changed files since. */
export async function settle(image) {
  const { later = [] } = image;
  const marks = marksOf(image);
  const until = Date.now() + PATIENCE_MS;
  while (!marks.every(isThere) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
  for (const { path, text = '', mode = 0o644 } of later) writeFileSync(path, text, { mode });
}
