import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { makeRig } from '../rig/index.ts';
import { documentShape } from './document.ts';
import { onStage, textOf, UNATTENDED } from './stage.ts';
import { containmentOf, placeIn, releasableOf } from './world.ts';

const awsCli = ((): string | undefined => {
  try {
    return execFileSync('aws', ['--version'], { encoding: 'utf8' });
  } catch {
    return undefined;
  }
})();

test('a drill without a person ends with 0, and prints the path of its timeline and nothing else', async () => {
  await using rig = makeRig();
  const { exit, stdout, stderr } = await rig.ir(['drill', 'compromised-instance', '--no-input']);
  expect({ exit, stderr: exit === 0 ? '' : stderr }).toEqual({ exit: 0, stderr: '' });
  expect(stdout).toMatch(/^\/\S+\/timeline\.md\n$/);
  expect(existsSync(stdout.trim())).toBe(true);
  const timeline = textOf(stdout.trim());
  expect(timeline).toMatch(/contained/i);
  expect(timeline).toMatch(/DRILL/);
  expect(stderr).toContain('CONTAINED, proven');
});

test('a run at a range is contained and proven, and says so in one JSON document', async () => {
  await using stage = await onStage('compromised-instance');
  const { exit, json, stderr } = await stage.run([...UNATTENDED, '--json']);
  expect({ exit, stderr: exit === 5 ? '' : stderr }).toEqual({ exit: 5, stderr: '' });
  const document = documentShape(json());
  expect(document).toMatchObject({
    playbook: 'compromised-instance',
    mode: 'live',
    target: stage.id,
    exit: 5,
    late: false,
    verdict: { is: 'contained' },
  });
  expect(document.open.map(({ what, id }) => `${what} ${id}`)).toContain('approval terminate');
  expect(document.phases.map(({ phase }) => phase)).toEqual(['isolate', 'revoke', 'assess', 'recover', 'document']);
  for (const file of document.files) expect(existsSync(file)).toBe(true);
  expect(containmentOf(stage.range, stage.id)).toMatchObject({
    interfaces: [{ groups: 1, shut: true }],
    snapshots: [1, 1],
    locked: ['governance', 'governance'],
    protectedFromTermination: true,
    shutdown: 'stop',
    state: 'running',
    volumesGo: 0,
    groupsMade: 1,
    liveSessions: 0,
  });
});

describe.skipIf(awsCli === undefined)('the stock aws CLI, where it is installed,', () => {
  test('sees every interface in the isolation group alone, a snapshot per volume, and termination protection', async () => {
    await using stage = await onStage('two-interfaces-three-volumes');
    expect((await stage.run()).exit).toBe(5);
    const { entries } = await stage.theCase();
    const caseId = entries[0]?.is === 'opened' ? entries[0].case : '';
    const { endpoint, region } = stage.range;
    const env = { ...process.env, ...stage.env, AWS_PAGER: '', AWS_EC2_METADATA_DISABLED: 'true' };
    const aws = async (...args: readonly string[]): Promise<unknown> => {
      const at = ['--endpoint-url', endpoint, '--region', region, '--output', 'json'];
      const { stdout } = await promisify(execFile)('aws', [...args, ...at], { env });
      return JSON.parse(stdout) as unknown;
    };
    const enis = `Name=attachment.instance-id,Values=${stage.id}`;
    const groups = (await aws(
      'ec2',
      'describe-network-interfaces',
      '--filters',
      enis,
      '--query',
      'NetworkInterfaces[].Groups',
    )) as { GroupId: string; GroupName: string }[][];
    expect(groups).toHaveLength(2);
    expect(groups.map((each) => each.length)).toEqual([1, 1]);
    const [isolation] = groups[0] ?? [];
    expect(groups.flat().every(({ GroupId }) => GroupId === isolation?.GroupId)).toBe(true);
    const rules = await aws(
      'ec2',
      'describe-security-groups',
      '--group-ids',
      isolation?.GroupId ?? '',
      '--query',
      'SecurityGroups[0].[IpPermissions,IpPermissionsEgress]',
    );
    expect(rules).toEqual([[], []]);
    const snapshots = (await aws(
      'ec2',
      'describe-snapshots',
      '--owner-ids',
      'self',
      '--filters',
      `Name=tag:ir:case,Values=${caseId}`,
      '--query',
      'Snapshots[].VolumeId',
    )) as string[];
    const { there } = placeIn(stage.range);
    const volumes = there.instances[stage.id]?.devices.map(({ volumeId }) => volumeId) ?? [];
    expect(volumes).toHaveLength(3);
    expect(snapshots.toSorted()).toEqual(volumes.toSorted());
    const attribute = await aws(
      'ec2',
      'describe-instance-attribute',
      '--instance-id',
      stage.id,
      '--attribute',
      'disableApiTermination',
      '--query',
      'DisableApiTermination.Value',
    );
    expect(attribute).toBe(true);
  });
});

describe('a dry run', () => {
  const DRY = ['--severity', 'critical', '--dry-run', '--no-input'] as const;

  test('changes nothing, keeps no case, and says per call what it would do', async () => {
    await using stage = await onStage('compromised-instance');
    const before = releasableOf(stage.range, stage.id);
    const { exit, stdout, stderr } = await stage.run(DRY);
    expect({ exit, stderr: exit === 0 ? '' : stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stage.range.record.writes()).toEqual([]);
    expect(releasableOf(stage.range, stage.id)).toEqual(before);
    expect(stage.range.record.entries.some((entry) => entry.dryRun)).toBe(true);
    await expect(stage.theCase()).rejects.toThrow('none');
    expect(stdout).toContain('would succeed');
    expect(stdout).toContain('ec2:CreateSnapshots');
    expect(stdout).toMatch(/cannot know/);
    expect(stdout).toContain('nothing was changed');
    // Nothing is left that could be resumed, released or read.
    expect(stdout + stderr).not.toMatch(/ir (resume|release|close|approve|status)|timeline\.md/);
  });
  test('ends with 4 where a call would be denied, and names it', async () => {
    await using stage = await onStage('compromised-instance', {
      faults: [{ service: 'EC2', operation: 'CreateSnapshots', kind: 'access-denied' }],
    });
    const { exit, stdout } = await stage.run(DRY);
    expect(exit).toBe(4);
    expect(stdout).toMatch(/would be denied\s+ec2:CreateSnapshots/);
    expect(stage.range.record.writes()).toEqual([]);
  });
  test('with --json is one document that holds each call and what it would do', async () => {
    await using stage = await onStage('lean');
    const { exit, json } = await stage.run([...DRY, '--json']);
    expect(exit).toBe(0);
    const { mode, steps } = documentShape(json());
    expect(mode).toBe('dry-run');
    const calls = steps.flatMap((step) => step.skip?.calls ?? []);
    expect(calls.map(({ would }) => would)).toContain('succeed');
    expect(stage.range.record.writes()).toEqual([]);
  });
});
