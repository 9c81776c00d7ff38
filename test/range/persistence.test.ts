import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import type { GetCommandInvocationCommandOutput } from '@aws-sdk/client-ssm';
import { afterEach, expect, test } from 'vitest';
import { startRange, type RangeInfo } from '../../src/range/index.ts';
import { clientsFor, responderOf, until } from './rig.ts';

const dirs: string[] = [];
afterEach(() => dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ir-range-test-'));
  dirs.push(dir);
  return dir;
}

/** A range in a process of its own, to be killed. */
async function startProcess(dir: string) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('range-process.ts', import.meta.url)), dir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, info: JSON.parse(line) as RangeInfo };
}

test('a killed range goes on from its folder: same ids, same keys, the state of its last answer', async () => {
  const dir = folder();
  const { child, info } = await startProcess(dir);
  const before = clientsFor(info.endpoint, responderOf(info));
  const [target] = info.targets;
  const InstanceId = target?.instanceId ?? '';
  await before.ec2.modifyInstanceAttribute({ InstanceId, DisableApiTermination: { Value: true } });
  const { Snapshots = [] } = await before.ec2.createSnapshots({ InstanceSpecification: { InstanceId } });
  await before.ssm.putParameter({ Name: '/ir/claim', Value: 'mine', Type: 'String' });
  child.kill('SIGKILL');
  await once(child, 'exit');

  const range = await startRange({ scenario: info.scenario, dir });
  const after = clientsFor(range.endpoint, responderOf(info));
  expect(range.targets).toEqual(info.targets);
  expect(
    (await after.ec2.describeInstanceAttribute({ InstanceId, Attribute: 'disableApiTermination' }))
      .DisableApiTermination,
  ).toEqual({ Value: true });
  const found = await after.ec2.describeSnapshots({ OwnerIds: ['self'] });
  expect(found.Snapshots?.map(({ SnapshotId }) => SnapshotId)).toEqual(Snapshots.map(({ SnapshotId }) => SnapshotId));
  expect((await after.ssm.getParameter({ Name: '/ir/claim' })).Parameter?.Value).toBe('mine');
  expect(range.record.writes().map(({ operation }) => operation)).toEqual([
    'ModifyInstanceAttribute',
    'CreateSnapshots',
    'PutParameter',
  ]);
  await range.stop();
});

test('hosts start again from their folders, and what ran on them when the range was killed has failed', async (context) => {
  const dir = folder();
  const { child, info } = await startProcess(dir);
  const before = clientsFor(info.endpoint, responderOf(info));
  const InstanceId = info.targets[0]?.instanceId ?? '';
  const send = ({ ssm }: typeof before, commands: string[]) =>
    ssm.sendCommand({ InstanceIds: [InstanceId], DocumentName: 'AWS-RunShellScript', Parameters: { commands } });
  const { InstanceInformationList = [] } = await before.ssm.describeInstanceInformation({});
  if (!InstanceInformationList.length) {
    child.kill('SIGKILL');
    return context.skip('no namespaces here');
  }
  const { Command } = await send(before, ['echo kept > /home/ubuntu/note; sync; sleep 98765']);
  const CommandId = Command?.CommandId ?? '';
  await pollOutput(before, CommandId, InstanceId, ({ Status }) => Status === 'InProgress');
  await until(
    async () => commandLines().some((line) => line.includes('sleep\u000098765')),
    (isAlive) => isAlive,
  );
  child.kill('SIGKILL');
  await once(child, 'exit');
  await until(
    async () => commandLines().some((line) => line.includes('sleep\u000098765')),
    (isAlive) => !isAlive,
  );

  const range = await startRange({ scenario: info.scenario, dir });
  const after = clientsFor(range.endpoint, responderOf(range));
  expect((await after.ssm.getCommandInvocation({ CommandId, InstanceId })).Status).toBe('Failed');
  const again = await send(after, ['cat /home/ubuntu/note; pgrep -c sleep']);
  const result = await pollOutput(
    after,
    again.Command?.CommandId ?? '',
    InstanceId,
    ({ Status = 'Pending' }) => !['Pending', 'InProgress'].includes(Status),
  );
  expect(result.StandardOutputContent).toMatch(/^kept\n/);
  await range.stop();
});

/** Of every process of this machine. A process may end while it is looked at. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
}

async function pollOutput(
  { ssm }: ReturnType<typeof clientsFor>,
  CommandId: string,
  InstanceId: string,
  isWanted: (answer: Partial<GetCommandInvocationCommandOutput>) => boolean,
) {
  for (;;) {
    const asked = ssm.getCommandInvocation({ CommandId, InstanceId });
    const answer: Partial<GetCommandInvocationCommandOutput> = await asked.catch(() => ({}));
    if (isWanted(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('a folder of another scenario is refused', async () => {
  const dir = folder();
  const range = await startRange({ scenario: 'lean', dir });
  await range.stop();
  await expect(startRange({ scenario: 'nat-path', dir })).rejects.toThrow('holds the scenario lean');
});
