import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { rig, type Rig } from './rig.ts';

const run = promisify(execFile);
const hasCli = await run('aws', ['--version']).then(
  () => true,
  () => false,
);

/** The stock AWS command line, with nothing of the tester's own configuration. */
async function aws({ range }: Rig, ...args: string[]): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    HOME: '/nonexistent',
    AWS_ENDPOINT_URL: range.endpoint,
    AWS_REGION: range.region,
    AWS_DEFAULT_REGION: range.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...range.credentials,
  };
  try {
    return (await run('aws', [...args, '--output', 'json'], { env })).stdout;
  } catch (error) {
    return (error as { stderr: string }).stderr.trim();
  }
}

const json = (text: string): unknown => JSON.parse(text);

describe.skipIf(!hasCli)('the stock AWS command line (skipped where there is none)', () => {
  test('reads', async () => {
    await using one = await rig();
    expect(json(await aws(one, 'sts', 'get-caller-identity'))).toMatchObject({
      Arn: 'arn:aws:iam::111122223333:user/responder',
    });
    const found = json(await aws(one, 'ec2', 'describe-instances', '--instance-ids', one.id));
    expect(found).toMatchObject({
      Reservations: [{ Instances: [{ InstanceId: one.id, State: { Name: 'running' } }] }],
    });
  });

  test('writes, and waits', async () => {
    await using one = await rig();
    one.range.world.delays.snapshotMs = 0;
    const made = json(await aws(one, 'ec2', 'create-snapshots', '--instance-specification', `InstanceId=${one.id}`));
    const { Snapshots } = made as { Snapshots: { SnapshotId: string }[] };
    const ids = Snapshots.map(({ SnapshotId }) => SnapshotId);
    expect(await aws(one, 'ec2', 'wait', 'snapshot-completed', '--snapshot-ids', ...ids)).toBe('');
  });

  test('prints errors as it prints those of AWS', async () => {
    await using one = await rig();
    expect(await aws(one, 'ec2', 'terminate-instances', '--instance-ids', one.id, '--dry-run')).toContain(
      'An error occurred (DryRunOperation) when calling the TerminateInstances operation: Request would have succeeded, but DryRun flag is set.',
    );
    expect(await aws(one, 'iam', 'get-role', '--role-name', 'nobody')).toContain(
      'An error occurred (NoSuchEntity) when calling the GetRole operation: The role with name nobody cannot be found.',
    );
    expect(await aws(one, 'ssm', 'get-parameter', '--name', '/nothing')).toContain(
      'An error occurred (ParameterNotFound) when calling the GetParameter operation',
    );
  });
});
