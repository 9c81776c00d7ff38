import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GetCommandInvocationCommandOutput } from '@aws-sdk/client-ssm';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { probe } from '../../src/range/hosts/unshare.ts';
import { isolate } from './isolate.ts';
import { refusal, rig, until, type Rig } from './rig.ts';

const probed = mkdtempSync(join(tmpdir(), 'ir-probe-'));
const why = await probe(probed);
afterAll(() => rmSync(probed, { recursive: true, force: true }));

async function send({ ssm, id }: Rig, commands: string[], more: Record<string, string[]> = {}) {
  const { Command } = await ssm.sendCommand({
    InstanceIds: [id],
    DocumentName: 'AWS-RunShellScript',
    Parameters: { commands, ...more },
  });
  return { CommandId: Command?.CommandId ?? '', InstanceId: id };
}

const isOver = ({ Status = 'Pending' }: Partial<GetCommandInvocationCommandOutput>) =>
  !['Pending', 'InProgress', 'Delayed'].includes(Status);

async function result({ ssm }: Rig, ids: { CommandId: string; InstanceId: string }) {
  const ask = async (): Promise<Partial<GetCommandInvocationCommandOutput>> => {
    try {
      return await ssm.getCommandInvocation(ids);
    } catch (error) {
      if ((error as Error).name === 'InvocationDoesNotExist') return { Status: 'Pending' };
      throw error;
    }
  };
  return until(ask, isOver);
}

const run = async (one: Rig, commands: string[], more = {}) => result(one, await send(one, commands, more));

const shortly = { executionTimeout: ['1'] };

describe.skipIf(why !== undefined)(`RunCommand really runs${why ? ` (skipped: ${why})` : ''}`, () => {
  test('as root, on a host with its own processes, files, connections and logins', async () => {
    await using one = await rig();
    const script = ['id -un; hostname', 'ps -eo args', 'cat /proc/net/tcp', 'who', 'crontab -l', 'ls -A /tmp/.x'];
    const { Status, ResponseCode, StandardOutputContent: text } = await run(one, script);
    expect([Status, ResponseCode]).toEqual(['Success', 0]);
    expect(text).toMatch(/^root\nip-10-0-1-23\n/);
    expect(text).toContain('/tmp/.x/miner -o stratum+tcp://198.51.100.77:3333');
    expect(text).toContain('(198.51.100.23)');
    expect(text).toContain('*/5 * * * * /tmp/.x/run.sh');
    expect(text).toContain('config.json');
  });

  test('with nothing of this machine to see or to write', async () => {
    await using one = await rig();
    const { StandardOutputContent: text } = await run(one, [
      `ls -d ${process.cwd()} /root/.ssh/known_hosts 2>&1`,
      'echo x > /usr/x || echo read-only',
      `kill -9 ${process.pid} 2>/dev/null || echo no such process`,
      'ls /sys/class/net /proc/net/dev >/dev/null 2>&1; wc -l < /proc/net/dev',
      'env | grep -c AWS_',
    ]);
    expect(text).toContain('No such file or directory');
    expect(text).toContain('read-only');
    expect(text).toContain('no such process');
    expect(text?.trim().split('\n').slice(-2)).toEqual(['3', '0']);
  });

  test('a failure has its exit code, its error text and AWS’s sentence', async () => {
    await using one = await rig();
    const { Status, ResponseCode, StandardOutputContent, StandardErrorContent } = await run(one, [
      'echo out',
      'echo bad >&2',
      'exit 3',
    ]);
    expect({ Status, ResponseCode, StandardOutputContent, StandardErrorContent }).toEqual({
      Status: 'Failed',
      ResponseCode: 3,
      StandardOutputContent: 'out\n',
      StandardErrorContent: 'bad\nfailed to run commands: exit status 3',
    });
  });

  test('without #! it is sh, and with it bash', async () => {
    await using one = await rig();
    expect((await run(one, ['set -o pipefail; echo ok'])).Status).toBe(
      process.platform === 'linux' ? 'Failed' : 'Success',
    );
    expect((await run(one, ['#!/bin/bash', 'set -o pipefail; echo ok'])).Status).toBe('Success');
  });

  test('what takes too long is timed out, and what is cancelled is cancelled', async () => {
    await using one = await rig();
    expect((await run(one, ['sleep 60'], shortly)).StatusDetails).toBe('ExecutionTimedOut');
    const ids = await send(one, ['sleep 60']);
    await until(
      () => one.ssm.listCommandInvocations({ CommandId: ids.CommandId }),
      (answer) => answer.CommandInvocations?.[0]?.Status === 'InProgress',
    );
    await one.ssm.cancelCommand({ CommandId: ids.CommandId });
    expect((await result(one, ids)).Status).toBe('Cancelled');
  });

  test('output beyond 24,000 characters is cut', async () => {
    await using one = await rig();
    const { StandardOutputContent } = await run(one, ['yes | head -c 100000']);
    expect(StandardOutputContent).toHaveLength(24_000);
  });

  test('right after SendCommand there is no invocation yet', async () => {
    await using one = await rig();
    one.range.world.delays.invocationMs = 1000;
    const ids = await send(one, ['true']);
    expect((await refusal(one.ssm.getCommandInvocation(ids))).name).toBe('InvocationDoesNotExist');
    await result(one, ids);
  });

  test('an isolated instance is lost to the agent: no new command, and no result of the old one', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ir-range-test-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    await using one = await rig('compromised-instance', { dir });
    const ids = await send(one, ['until [ -e /tmp/go ]; do sleep 0.02; done']);
    const { before, after } = await isolate(one);
    expect(before).not.toEqual([after]);
    const { InstanceInformationList } = await one.ssm.describeInstanceInformation({});
    expect(InstanceInformationList?.map(({ PingStatus }) => PingStatus)).toEqual(['ConnectionLost']);
    expect((await refusal(send(one, ['true']))).name).toBe('InvalidInstanceId');
    await until(
      async () => existsSync(join(dir, 'hosts', one.id, 'disk/tmp')),
      (isThere) => isThere,
    );
    writeFileSync(join(dir, 'hosts', one.id, 'disk/tmp/go'), '');
    const { commands } = one.range.world.accounts['111122223333']?.regions['us-west-2'] ?? {};
    await until(
      async () => commands?.[ids.CommandId]?.invocations[one.id]?.held,
      (held) => held !== undefined,
    );
    expect((await one.ssm.getCommandInvocation(ids)).Status).toBe('InProgress');
    one.range.control.putGroupsBack(one.id);
    expect((await result(one, ids)).Status).toBe('Success');
  });

  test('a deny of the instance’s session takes the agent away, unless it leaves the agent’s calls out', async () => {
    await using one = await rig();
    const put = (statement: object) =>
      one.iam.putRolePolicy({
        RoleName: 'moltbot-role',
        PolicyName: 'stop',
        PolicyDocument: JSON.stringify({ Statement: [{ Effect: 'Deny', Resource: '*', ...statement }] }),
      });
    const status = async () => (await one.ssm.getConnectionStatus({ Target: one.id })).Status;
    await put({ NotAction: ['ssm:*', 'ssmmessages:*', 'ec2messages:*'] });
    expect(await status()).toBe('connected');
    await put({ Action: '*' });
    expect(await status()).toBe('notconnected');
  });

  test('a stop ends its processes', async () => {
    await using one = await rig();
    const ids = await send(one, ['sleep 60']);
    await until(
      () => one.ssm.listCommandInvocations({ CommandId: ids.CommandId }),
      (answer) => answer.CommandInvocations?.[0]?.Status === 'InProgress',
    );
    await one.ec2.stopInstances({ InstanceIds: [one.id] });
    expect((await refusal(send(one, ['true']))).name).toBe('InvalidInstanceId');
  });
});

describe('an agent that is not there', () => {
  test('is offline, or was never registered', async () => {
    await using offline = await rig('agent-offline');
    await using none = await rig('no-profile');
    const of = async ({ ssm }: Rig) =>
      (await ssm.describeInstanceInformation({})).InstanceInformationList?.map(({ PingStatus }) => PingStatus);
    expect(await of(none)).toEqual([]);
    // Without namespaces no host can run, so no agent is listed.
    expect(await of(offline)).toEqual(why === undefined ? ['ConnectionLost'] : []);
    expect((await refusal(send(offline, ['true']))).name).toBe('InvalidInstanceId');
  });

  test('documents other than the shell script are unknown', async () => {
    await using one = await rig();
    const sent = one.ssm.sendCommand({ InstanceIds: [one.id], DocumentName: 'AWS-RunPowerShellScript' });
    expect((await refusal(sent)).name).toBe('InvalidDocument');
  });
});
