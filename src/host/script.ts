import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Ask } from './protocol.ts';

export type Which = 'look' | 'change';
const END = 'IR_PROGRAM_END';

/**
 * The shell script of one order, for AWS-RunShellScript. The program is packed, to stay far below what a command may hold,
 * and goes to Node over its standard input: no file, nothing on a command line. What is asked is base64, so that no text
 * from anywhere is ever read by a shell. Nothing in it is secret: SSM keeps commands for 30 days (T18).
 */
export const scriptFor = async (which: Which, ask: Ask): Promise<string> => {
  // Loaded where one is sent: 50 KB that no other run needs.
  const { CHANGE, LOOK } = await import('./programs.ts');
  const program = which === 'look' ? LOOK : CHANGE;
  const whole = `var IR_ASK=${JSON.stringify(Buffer.from(JSON.stringify(ask)).toString('base64'))};\n${program}\n`;
  const packed = gzipSync(whole)
    .toString('base64')
    .replace(/.{1,120}/g, '$&\n');
  return `#!/bin/sh
# An incident is handled: this ${which === 'look' ? 'only reads' : `carries out “${ask.mode}”`}.
# The program, sha256 ${createHash('sha256').update(program).digest('hex')}: base64 -d | gzip -d of what follows.
unset NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS
PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin"; export PATH
umask 077
is_node() { [ -x "$1" ] && "$1" -e 'process.exit(parseInt(process.versions.node)>=18?0:1)' >/dev/null 2>&1; }
found=
for each in "$(command -v node 2>/dev/null)" /usr/local/bin/node /usr/bin/node /opt/*/bin/node /home/*/.nvm/versions/node/*/bin/node /root/.nvm/versions/node/*/bin/node /home/*/.local/bin/node; do
  is_node "$each" && { found=$each; break; }
done
[ -n "$found" ] || for each in /proc/[0-9]*/exe; do
  real=$(readlink "$each" 2>/dev/null)
  case $real in */node) is_node "$real" && { found=$real; break; } ;; esac
done
[ -n "$found" ] || { echo "ir-no-node"; exit 0; }
base64 -d <<'${END}' | gzip -dc | "$found" -
${packed}${END}
`;
};
