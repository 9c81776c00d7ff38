import { spawn } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { VOLATILE_SCRIPT } from '../../src/actions/shared/volatile-script.ts';
import { benchWith, regionOf } from './harness.ts';

test('an agent that answers is found with its system; one that doesn’t has no shell', async () => {
  await using bench = await benchWith('compromised-instance');
  const online = await bench.action('ssm.find-agent', { instanceId: bench.id }).run();
  expect(online).toMatchObject({ status: 'Online', shell: bench.id });
  await using other = await benchWith('agent-offline');
  const offline = await other.action('ssm.find-agent', { instanceId: other.id }).run();
  expect(offline).not.toHaveProperty('shell');
});
test('a host that never had an agent is said to have none', async () => {
  await using bench = await benchWith('compromised-instance');
  const action = bench.action('ssm.find-agent', { instanceId: bench.id });
  delete regionOf(bench).agents[bench.id];
  expect(await action.run()).toEqual({ status: 'never registered', answers: false });
});

test('live sessions are ended, one opened later is noticed, and others’ sessions are left alone', async () => {
  await using bench = await benchWith('compromised-instance');
  const { sessions } = regionOf(bench);
  const [first] = Object.values(sessions);
  if (!first) throw new Error('the scenario has no session');
  sessions['other'] = { ...first, id: 'other', target: 'i-0123456789abcdef0' };
  const action = bench.action('ssm.end-sessions', { instanceId: bench.id });
  expect((await action.verify()).is).toBe('does not hold');
  const { before, output, after, verdict } = await action.change();
  expect(output['ended']).toEqual([{ sessionId: first.id, owner: first.owner }]);
  expect(verdict.is).toBe('holds');
  expect(sessions['other']).not.toHaveProperty('endedAt');
  expect(after).toEqual(before);
  sessions['again'] = { ...first, id: 'again', startedAt: Date.now() };
  delete sessions['again'].endedAt;
  expect(await action.verify(output)).toMatchObject({ is: 'does not hold', because: expect.stringContaining('again') });
});

test('volatile data is captured by one fixed script, kept in the case, and found again', async ({ skip }) => {
  await using bench = await benchWith('compromised-instance');
  const why = await bench.range.hosts.probe();
  if (why !== undefined) skip(why);
  const action = bench.action('ssm.capture-volatile', { instanceId: bench.id }, { key: 'keep-volatile-data' });
  expect(await action.find()).toBeUndefined();
  const made = await action.run();
  const [sent] = bench.range.record.of('SSM', 'SendCommand');
  expect(sent?.input).toMatchObject({ Parameters: { commands: [VOLATILE_SCRIPT] }, InstanceIds: [bench.id] });
  for (const part of ['== processes', '== sockets', '/tmp/.x/miner', '== authorized-keys'])
    expect(bench.files.get('volatile.txt')).toContain(part);
  const again = bench.action('ssm.capture-volatile', { instanceId: bench.id }, { key: 'keep-volatile-data#2' });
  expect(await again.find()).toEqual(made);
  const other = bench.action('ssm.capture-volatile', { instanceId: bench.id }, { key: 'another-step' });
  expect(await other.find()).toBeUndefined();
  expect(bench.range.record.of('SSM', 'SendCommand')).toHaveLength(1);
});
test('a command that ended without output has kept nothing, and may be run again', async ({ skip }) => {
  await using bench = await benchWith('compromised-instance');
  const why = await bench.range.hosts.probe();
  if (why !== undefined) skip(why);
  const action = bench.action('ssm.capture-volatile', { instanceId: bench.id });
  const made = await action.run();
  const command = regionOf(bench).commands[String(made['commandId'])];
  const invocation = command?.invocations[bench.id];
  if (invocation) Object.assign(invocation, { status: 'TimedOut', details: 'DeliveryTimedOut', stdout: '' });
  expect(await action.find()).toBeUndefined();
});
test('a command whose step has run out of time is cancelled', async () => {
  await using bench = await benchWith('compromised-instance');
  const time = new AbortController();
  const action = bench.action('ssm.capture-volatile', { instanceId: bench.id }, { signal: time.signal });
  bench.range.faults.add({ service: 'SSM', operation: 'GetCommandInvocation', kind: 'hang' });
  const running = action.run();
  await expect.poll(() => bench.range.faultsHit.length, { timeout: 10_000 }).toBe(1);
  time.abort();
  await expect(running).rejects.toMatchObject({ failure: { reason: 'unreachable' } });
  expect(bench.range.record.of('SSM', 'CancelCommand')).toHaveLength(1);
});
test('what looks like a secret is masked on the host, before SSM keeps the output', () => {
  const secret = '9f8e7d6c5b4a39281706f5e4d3c2b1a0';
  const waits = 'setTimeout(() => undefined, 20_000)';
  const host = spawn(process.execPath, [
    '-e',
    waits,
    '--',
    '--gateway-token',
    secret,
    'visible-argument',
    'x'.repeat(45),
  ]);
  try {
    const output = execFileSync('sh', { input: VOLATILE_SCRIPT, encoding: 'utf8' });
    expect(output).toContain('visible-argument');
    expect(output).not.toContain(secret);
    expect(output).not.toContain('x'.repeat(45));
    expect(output.length).toBeLessThan(24_000);
  } finally {
    host.kill();
  }
});
test('the script holds no place into which anything could be put', () => {
  expect(VOLATILE_SCRIPT).not.toMatch(/\{\{|\$\{/);
  expect(VOLATILE_SCRIPT).not.toMatch(/\b(environ|printenv|env)\b/);
});
