// Runs one script as the SSM agent does: written to a file, started as `sh -c <file>`, so that `#!/bin/bash` counts and
// a script without it is run by sh. Its whole process group is killed on timeout and on cancel.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { makeFolder } from './make-folder.mjs';

/** More than SSM returns (24,000 and 8,000 characters): the range cuts. */
const MOST = 64_000;

function collect(stream) {
  let text = '';
  stream.setEncoding('utf8').on('data', (data) => {
    if (text.length < MOST) text += data;
  });
  return () => text;
}

/** Where the real agent keeps its scripts, secrets and all (trap T18). */
function writeScript(id, script) {
  const dir = `/var/lib/amazon/ssm/${process.env.INSTANCE_ID}/document/orchestration/${id}/awsrunShellScript/0.awsrunShellScript`;
  makeFolder(dir);
  writeFileSync(`${dir}/_script.sh`, `${script}\n`, { mode: 0o700 });
  return `${dir}/_script.sh`;
}

export function runScript(id, script, timeoutMs) {
  const file = writeScript(id, script);
  const child = spawn('/bin/sh', ['-c', file], { cwd: '/usr/bin', detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  let ended = 'by-itself';
  const kill = (reason) => {
    ended = reason;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It ended in the same moment.
    }
  };
  const timer = setTimeout(kill, timeoutMs, 'TimedOut');
  const done = new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 126, stdout: '', stderr: error.message, ended }));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 137, stdout: stdout(), stderr: stderr(), ended });
    });
  });
  return { cancel: () => kill('Cancelled'), done };
}
