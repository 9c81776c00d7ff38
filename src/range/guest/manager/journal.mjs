// What units print, and what their manager says of them, one JSON line each; journalctl shows them in its own form.
import { appendFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../make-folder.mjs';

/** Full disks are a scenario: a journal that can't be written is passed over, as journald does. */
export function note(scope, unit, pid, text, tag) {
  const entry = { at: Date.now(), uid: scope.uid, pid, tag, unit, of: scope.name, text };
  try {
    makeFolder(dirname(scope.journal));
    appendFileSync(scope.journal, `${JSON.stringify(entry)}\n`, { mode: 0o640 });
  } catch {
    // Lost.
  }
}

/** Notes a stream line by line. */
export function noteLines(stream, add) {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(add);
  });
  stream.on('close', () => rest && add(rest)).on('error', () => {});
}
