import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeRig } from '../rig/index.ts';
import { documentShape } from './document.ts';
import { onStage, type Stage, textOf, UNATTENDED } from './stage.ts';
import { placeIn } from './world.ts';

/** C0 but tab and newline, DEL, C1, bidi controls, zero-width and other invisible ones, line and paragraph separators. */
const CONTROL =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/u;
const HOSTILE =
  '\u001B]52;c;cm0gLXJm\u0007\u001B[2J\u202Egnp.exe\u2066\u200B\r\nCONTAINED, proven\n# Heading\n| cell | [link](javascript:alert(1)) <img src=x onerror=alert(1)> `code` \u009B31m';

const linesOf = (text: string): readonly unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
const renamed = async (name: string): Promise<Stage> => {
  const stage = await onStage('compromised-instance');
  const { there } = placeIn(stage.range);
  const instance = there.instances[stage.id];
  if (!instance) throw new Error('no instance');
  instance.tags['Name'] = name;
  for (const alarm of Object.values(there.volumes)) alarm.tags['Name'] = name;
  return stage;
};

describe.concurrent('a name that an attacker has written', () => {
  test('reaches no terminal, no pipe and no document as more than visible text', async () => {
    await using stage = await renamed(HOSTILE);
    const { exit, stdout, stderr } = await stage.run();
    expect({ exit, stderr: exit === 5 ? '' : stderr }).toEqual({ exit: 5, stderr: '' });
    const { name, folder } = await stage.theCase();
    const timeline = textOf(folder, 'timeline.md');
    const status = await stage.ir(['status', name]);
    const cases = await stage.ir(['cases']);
    for (const text of [stdout, stderr, timeline, status.stdout, status.stderr, cases.stdout])
      expect(text).not.toMatch(CONTROL);
    // It is shown, so that a person knows it when they see it, and it makes no line, heading, link or image of its own.
    expect(timeline + stderr).toContain('gnp.exe');
    for (const text of [stderr, timeline, status.stdout])
      expect(text).not.toMatch(/^(CONTAINED, proven|# Heading|\| cell)/m);
    expect(timeline).not.toMatch(/(^|[^\\])\[link\]\(/);
    expect(timeline).not.toMatch(/(^|[^\\])<img/);
  });
  test('is data in JSON, on one line', async () => {
    await using stage = await renamed(HOSTILE);
    const { stdout } = await stage.run([...UNATTENDED, '--jsonl']);
    expect(stdout.replaceAll('\n', '')).not.toMatch(CONTROL);
    expect(linesOf(stdout).length).toBeGreaterThan(50);
  });
});

describe.concurrent('stdout is data', () => {
  test('--jsonl: every entry of the journal, one a line, in order, and nothing else', async () => {
    await using stage = await onStage('lean');
    const { exit, stdout } = await stage.run([...UNATTENDED, '--jsonl']);
    expect(exit).toBe(5);
    const { entries } = await stage.theCase();
    expect(linesOf(stdout)).toEqual(JSON.parse(JSON.stringify(entries)) as unknown);
  });
  test('--json of a drill, a status and a release is one document each', async () => {
    await using rig = makeRig();
    const drill = await rig.ir(['drill', 'compromised-instance', '--scenario', 'lean', '--json']);
    expect(drill.exit).toBe(0);
    const document = documentShape(drill.json());
    expect(document).toMatchObject({ mode: 'drill', exit: 0, open: [] });
    const status = await rig.ir(['status', document.case, '--json']);
    expect(status.exit).toBe(0);
    expect(documentShape(status.json()).verdict.is).toBe('contained');
    const release = await rig.ir(['release', document.case, '--json', '--yes', '--false-positive']);
    expect(release.exit).toBe(0);
    expect(release.json()).toMatchObject({ case: document.case, exit: 0 });
  });
  test('no colour and no cursor movement through a pipe, whatever is forced, with JSON', async () => {
    await using stage = await onStage('lean');
    const { stdout, stderr } = await stage.run([...UNATTENDED, '--json'], { env: { FORCE_COLOR: '3' } });
    expect(stdout + stderr).not.toMatch(CONTROL);
  });
});

describe.concurrent('exit codes go by precedence', () => {
  test('late and contained, with something open, is 5 and says late', async () => {
    await using stage = await onStage('lean');
    const { exit, json } = await stage.run([...UNATTENDED, '--alerted', '3h ago', '--json']);
    expect(exit).toBe(5);
    expect(documentShape(json())).toMatchObject({ late: true, verdict: { is: 'contained' } });
  });
  test('late and contained, with nothing open, is 6', async () => {
    await using rig = makeRig();
    const { exit } = await rig.ir(['drill', 'compromised-instance', '--scenario', 'three-hours-old', '--no-input']);
    expect(exit).toBe(6);
  });
});

describe.concurrent('secrets and files', () => {
  test('no credential is in anything that was written or said, and nothing is open to others', async () => {
    await using stage = await onStage('compromised-instance');
    const { stdout, stderr } = await stage.run([...UNATTENDED, '--debug']);
    const { folder } = await stage.theCase();
    const { AWS_SECRET_ACCESS_KEY: secret } = stage.range.credentials;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
    expect(paths.length).toBeGreaterThan(4);
    const texts = [stdout, stderr, ...paths.map((path) => textOf(path))];
    for (const form of [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)])
      for (const text of texts) expect(text.includes(form)).toBe(false);
    for (const path of paths) expect(statSync(path).mode & 0o077).toBe(0);
    for (const one of [folder, stage.home, join(stage.home, 'cases')]) expect(statSync(one).mode & 0o077).toBe(0);
    // Nor in what was sent to AWS, where others read it.
    const sent = JSON.stringify(stage.range.record.writes().map(({ input }) => input));
    expect(sent.includes(secret)).toBe(false);
  });
});
