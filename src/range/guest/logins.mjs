// Writes /run/utmp, which who(1) reads: records of 384 bytes, as described in utmp(5) for 64-bit Linux.
import { writeFileSync } from 'node:fs';

const USER_PROCESS = 7;

function record({ user, line, from, at }) {
  const bytes = Buffer.alloc(384);
  bytes.writeInt16LE(USER_PROCESS, 0);
  bytes.writeInt32LE(process.pid, 4);
  bytes.write(line, 8, 32);
  bytes.write(line.slice(-4), 40, 4);
  bytes.write(user, 44, 32);
  bytes.write(from, 76, 256);
  bytes.writeInt32LE(Math.floor(at / 1000), 340);
  return bytes;
}

export function writeLogins(logins) {
  writeFileSync('/run/utmp', Buffer.concat(logins.map(record)));
}
