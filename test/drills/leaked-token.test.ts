import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noHosts, skipped } from '../range/script.ts';
import { makeRig } from '../rig/index.ts';
import { documentShape } from './document.ts';
import { canariesIn, filesUnder } from './leaked-token-secrets.ts';
import { onTokenStage } from './leaked-token-stage.ts';
import { casesIn, onStage, stepOf, textOf } from './stage.ts';
import { worldIn } from './world.ts';

const CRITICAL = ['--severity', 'critical', '--no-input'] as const;
const CONFIG = '/home/ubuntu/.clawdbot/clawdbot.json';

describe.skipIf(noHosts !== undefined)(`the drill of the issue${skipped}`, { concurrent: true }, () => {
  test('ends with 0 without a person: the leaked token gets 401, the new one 200, and no secret is in the case', async () => {
    await using rig = makeRig();
    const { exit, stdout, stderr } = await rig.ir(['drill', 'leaked-token', '--no-input']);
    expect({ exit, stderr: exit === 0 ? '' : stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(/^\/\S+\/timeline\.md\n$/);
    const timeline = textOf(stdout.trim());
    for (const text of [stderr.replace(/\s+/g, ' '), timeline]) {
      expect(text).toContain('leaked 401, new 200');
      expect(text).toMatch(/DRILL/);
    }
    expect(stderr).toMatch(/Gateway token\s+DEAD, proven/);
    expect(stderr).toMatch(/the leaked token let in \d+ times? after the alert.*\s+at the end: 401/s);
    const folder = dirname(stdout.trim());
    const { attack } = worldIn(textOf(folder, 'range', 'world.json'));
    const canaries = Object.entries(attack?.credentials ?? {}).map(([what, { value }]) => ({ what, value }));
    expect(canaries).toHaveLength(2);
    // The drill's own cloud lies in the case too, and holds what a cloud and a host hold.
    const own = filesUnder(rig.home).filter(({ where }) => !where.startsWith(join(folder, 'range')));
    expect(own.length).toBeGreaterThan(5);
    expect(
      canariesIn(canaries, [{ where: 'stdout', text: stdout }, { where: 'stderr', text: stderr }, ...own]),
    ).toEqual([]);
  });
  test('--evidence-only keeps evidence and touches nothing: the gateway lets the leaked token in as before', async () => {
    await using one = await onTokenStage('leaked-token');
    const { stderr } = await one.run([...CRITICAL, '--yes', '--evidence-only', '--debug']);
    const { state, folder } = await one.theCase();
    expect(
      state.steps.filter(({ does, is }) => (does === 'changes' || does === 'destroys') && is !== 'skipped'),
    ).toEqual([]);
    const writes = one.range.record.writes().map(({ operation }) => operation);
    const allowed = new Set(['CreateSnapshots', 'LockSnapshot', 'PutParameter', 'SendCommand', 'CreateTags']);
    expect(writes.filter((operation) => !allowed.has(operation))).toEqual([]);
    expect(stderr).not.toMatch(/DEAD, proven|Verdict\s+CONTAINED/);
    expect(readdirSync(join(folder, 'evidence'))).toContain('gateway-logs.txt');
    expect(stepOf(state, 'keep-logs-and-config-of-the-gateway').is).toBe('ended');
    // Nothing that was sent to the host can have changed anything there.
    const sent = one.range.record.of('SSM', 'SendCommand').map(({ input }) => JSON.stringify(input));
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.filter((text) => !text.includes('this only reads'))).toEqual([]);
    const { files, inside } = await one.lookAtHost([CONFIG, `${CONFIG}.bak`], [one.old]);
    expect(inside).toEqual([[200]]);
    expect([files[CONFIG]?.text, files[`${CONFIG}.bak`]?.text]).toEqual([
      one.planned(CONFIG),
      one.planned(`${CONFIG}.bak`),
    ]);
    expect(await one.atDoors(one.old)).toEqual([200]);
  });
});

describe.concurrent('a dry run', () => {
  test('changes nothing, and sends nothing to the host', async () => {
    await using one = await onTokenStage('leaked-token');
    const { exit, stdout, stderr } = await one.run([...CRITICAL, '--dry-run']);
    expect({ exit, stderr: exit === 0 ? '' : stderr }).toEqual({ exit: 0, stderr: '' });
    expect(one.range.record.writes()).toEqual([]);
    expect(one.range.record.of('SSM', 'SendCommand')).toEqual([]);
    expect(casesIn(one.home)).toEqual([]);
    expect(stdout).toContain('nothing was changed');
    // No promise is made of what was not looked at.
    expect(stdout).not.toMatch(/DEAD, proven|CONTAINED, proven/);
  });
  test('with --json is one document', async () => {
    await using one = await onTokenStage('leaked-token');
    const { exit, json } = await one.run([...CRITICAL, '--dry-run', '--json']);
    expect(exit).toBe(0);
    expect(documentShape(json()).mode).toBe('dry-run');
    expect(one.range.record.of('SSM', 'SendCommand')).toEqual([]);
  });
});

describe.concurrent('what is named', () => {
  test.each([
    ['as its target', ['moltbot-bedrock']],
    ['with --stack', ['--stack', 'moltbot-bedrock']],
  ])('a stack, %s, stands for its instance', async (_, named) => {
    await using stage = await onStage('leaked-token');
    const there = ['--endpoint-url', stage.range.endpoint, '--region', stage.range.region];
    const { exit, json, stderr } = await stage.ir([
      'run',
      'leaked-token',
      ...named,
      ...CRITICAL,
      '--dry-run',
      '--json',
      ...there,
    ]);
    expect({ exit, stderr: exit === 0 ? '' : stderr }).toEqual({ exit: 0, stderr: '' });
    expect(documentShape(json()).target).toBe(stage.id);
  });
  test.each<readonly [string, readonly string[], RegExp]>([
    ['a stack that is not there', ['moltbot-bedrok'], /there is no stack moltbot-bedrok in us-west-2/],
    ['the same, with --stack', ['--stack', 'none-such'], /there is no stack none-such/],
    ['an instance that is not there', ['--instance-id', 'i-0123456789abcdef0'], /i-0123456789abcdef0/],
    ['a form of token that is none', ['moltbot-bedrock', '--token-format', 'hex-8'], /hex-24.*base64-32.*base64-48/s],
    ['no target at all', [], /--instance-id/],
  ])('%s: it says so, and nothing is changed', async (_, named, says) => {
    await using stage = await onStage('leaked-token');
    const there = ['--endpoint-url', stage.range.endpoint, '--region', stage.range.region];
    const { exit, stdout, stderr } = await stage.ir(['run', 'leaked-token', ...named, ...CRITICAL, '--yes', ...there]);
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/Nothing was changed/);
    expect(stage.range.record.writes()).toEqual([]);
    expect(stage.range.record.of('SSM', 'SendCommand')).toEqual([]);
    expect(existsSync(join(stage.home, 'cases')) ? casesIn(stage.home) : []).toEqual([]);
  });
});
