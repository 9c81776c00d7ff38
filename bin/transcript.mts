// npm run transcript: puts the end of a real drill into the README, as a person at a terminal would see it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = join(root, 'README.md');
const home = mkdtempSync(join(tmpdir(), 'ir-transcript-'));
const command = 'npx ir drill compromised-instance --no-input';
try {
  const ran = spawnSync(process.execPath, [join(root, 'bin/ir'), ...command.split(' ').slice(2)], {
    env: { PATH: process.env['PATH'], HOME: home, npm_command: 'exec', IR_OPERATOR: 'alice', COLUMNS: '80' },
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(`the drill ended with ${ran.status}:\n${ran.stderr}`);
  const end = ran.stderr.slice(ran.stderr.search(/^DRILL /m)).trimEnd();
  const shown = `$ ${command}\n…\n${end}`.replaceAll(home, '~');
  const text = readFileSync(readme, 'utf8');
  const put = text.replace(
    /(<!-- transcript[^]*?-->\n```\n)[^]*?(\n```\n<!-- \/transcript -->)/,
    (_, before: string, after: string) => before + shown + after,
  );
  if (put === text) throw new Error('README.md has no place for a transcript');
  writeFileSync(readme, put);
} finally {
  rmSync(home, { recursive: true, force: true });
}
