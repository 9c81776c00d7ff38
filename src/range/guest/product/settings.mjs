// What the scenario says of this host's gateway; written by furnish.mjs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export function settings() {
  try {
    return JSON.parse(readFileSync('/run/range.json', 'utf8'));
  } catch {
    return {};
  }
}

/** The first start of all is not one of the drill: what happened before has happened, and it is ready at once. */
export function isFirstStart(port) {
  const mark = `/run/.range-gateway-${port}`;
  if (!settings().isFirst || existsSync(mark)) return false;
  writeFileSync(mark, '');
  return true;
}

/** For who waits for the host's boot. */
export const markReady = (port) => writeFileSync(`/run/.range-ready-${port}`, '');
