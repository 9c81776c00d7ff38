import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { casesIn, onStage, type Stage, stepOf, UNATTENDED } from '../drills/stage.ts';
import { containmentOf } from '../drills/world.ts';
import { makeRig, type Rig } from '../rig/index.ts';

const ID = 'i-0123456789abcdef0';
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAQQTESTTESTTESTQQ', AWS_SECRET_ACCESS_KEY: 'not-a-secret' };
const stateOf = (rig: Rig): string => join(rig.home, 'state');
/** The three things that every message says: what happened, what is safe, and what to type next. */
const saysAll = (stderr: string): void => {
  expect(stderr).toMatch(/^✘ \S/m);
  expect(stderr).toMatch(/^ {2}Safe\s+\S/m);
  expect(stderr).toMatch(/^ {2}Type next\s+\S/m);
};

/** One failure, and nothing of what did not happen because of it. */
const isAllThereIs = (stderr: string): void => {
  expect(stderr).not.toContain('not done');
  expect(stderr.match(/FAILED/g)).toHaveLength(1);
  expect(stderr.match(/^ *✘/gm)).toHaveLength(1);
};

describe.concurrent('usage is wrong: exit 2, nothing on stdout, nothing kept', () => {
  const RUN = ['run', 'compromised-instance'];
  const ALL = ['--severity', 'critical', '--yes', '--no-input', '--region', 'us-west-2'];
  test.each<readonly [string, readonly string[], string | RegExp, string | RegExp]>([
    ['an unknown command', ['contain'], /unknown command/, 'ir --help'],
    ['an unknown playbook', ['run', 'compromised', ID, ...ALL], 'there is no playbook', 'compromised-instance'],
    ['an unknown playbook, nothing like one', ['run', 'zebra', ID, ...ALL], 'there is no playbook', 'ir list'],
    ['a malformed instance id', [...RUN, 'i-xyz', ...ALL], /--instance-id/, /instance|i-/],
    ['a flag that nobody knows', [...RUN, ID, '--instence-id', ID, ...ALL], '--instence-id', '--instance-id'],
    ['no target', [...RUN, ...ALL], '--instance-id is missing', 'ir run compromised-instance --instance-id'],
    ['no severity', [...RUN, ID, '--yes', '--no-input'], '--severity is missing', '--severity critical'],
    ['a severity that there is not', [...RUN, ID, '--severity', 'bad', '--yes'], /bad/, /critical|--help/],
    ['no --yes', [...RUN, ID, '--severity', 'high', '--no-input'], '--yes is missing', '--yes'],
    ['no region', [...RUN, ID, '--severity', 'high', '--yes', '--no-input'], 'no region', '--region us-west-2'],
    ['a region that can’t be one', [...RUN, ID, ...ALL.slice(0, -1), 'Oregon'], /region/i, /us-west-2|--region/],
    [
      'an endpoint that is no URL',
      [...RUN, ID, ...ALL, '--endpoint-url', 'localhost'],
      'not a URL',
      '--endpoint-url http',
    ],
    ['a start in the future', [...RUN, ID, ...ALL, '--began', '2999-01-01T00:00:00Z'], 'in the future', /--began/],
    ['a start that is no time', [...RUN, ID, ...ALL, '--began', 'yesterdayish'], '--began', /08:00|ISO/],
    ['an unknown scenario', ['drill', 'compromised-instance', '--scenario', 'zebra'], 'no scenario', 'nat-path'],
    ['a fault that is none', ['range', '--fault', 'zebra'], '--fault', 'EC2.CreateSnapshots=5xx'],
    ['an input file that is not there', [...RUN, '--input', '/nowhere.json', ...ALL], '/nowhere.json', /--input/],
    ['an unknown case', ['status', 'CI-2345'], /CI-2345/, 'ir cases'],
    ['no way to close', ['close', 'CI-2345'], '--as is missing', 'ir close CI-2345 --as resolved'],
    ['an unknown way to close', ['close', 'CI-2345', '--as', 'done'], 'is not known', 'ir close CI-2345 --as'],
    ['nothing to set', ['set', 'CI-2345'], 'nothing to set', 'ir set CI-2345 --severity'],
    ['a take without a reason', ['take', 'CI-2345'], '--because is missing', 'ir take CI-2345 --because'],
  ])('%s', async (_, args, what, next) => {
    await using rig = makeRig();
    const { exit, stdout, stderr } = await rig.ir(args, { env: KEYS });
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr.replace(/\s+/g, ' ')).toMatch(what);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(next);
    expect(stderr).not.toMatch(/^ +at .*:\d+:\d+/m);
    saysAll(stderr);
    expect(casesIn(stateOf(rig))).toEqual([]);
  });
});

describe.concurrent('what AWS answers', () => {
  test('an id that nobody has, or the wrong region: exit 2, and no case is kept', async () => {
    await using stage = await onStage('lean');
    const { endpoint } = stage.range;
    const there = ['--endpoint-url', endpoint, '--region'];
    for (const args of [
      [ID, ...there, 'us-west-2'],
      [stage.id, ...there, 'eu-west-1'],
    ]) {
      const { exit, stderr, stdout } = await stage.ir(['run', 'compromised-instance', ...args, ...UNATTENDED]);
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
      expect(stderr).toMatch(/AWS knows no i-[0-9a-f]+ in \S+/);
      isAllThereIs(stderr);
      saysAll(stderr);
    }
    expect(casesIn(stage.home)).toEqual([]);
    expect(stage.range.record.writes()).toEqual([]);
  });
  test('no credentials: exit 4, nothing changed, and how to get some', async () => {
    await using rig = makeRig();
    await using stage = await onStage('lean');
    const { exit, stderr } = await rig.ir([
      'run',
      'compromised-instance',
      stage.id,
      ...UNATTENDED,
      '--region',
      'us-west-2',
      '--endpoint-url',
      stage.range.endpoint,
    ]);
    expect(exit).toBe(4);
    expect(stderr).toMatch(/credentials/i);
    expect(stderr).toMatch(/AWS_PROFILE|--profile|aws sso login|aws configure/);
    saysAll(stderr);
    isAllThereIs(stderr);
    expect(stage.range.record.entries.filter(({ seeded }) => seeded !== true)).toEqual([]);
  });
  test('credentials that AWS refuses: exit 4, and nothing changed', async () => {
    await using stage = await onStage('lean');
    const { exit, stderr } = await stage.run(UNATTENDED, { env: KEYS });
    expect(exit).toBe(4);
    expect(stderr).toMatch(/credentials|security token/i);
    expect(stage.range.record.writes()).toEqual([]);
  });
  test('may not even read the instance: exit 4, and the permission is named', async () => {
    const faults = [{ service: 'EC2', operation: 'DescribeInstances', kind: 'access-denied' }] as const;
    await using stage = await onStage('lean', { faults });
    const { exit, stderr } = await stage.run();
    expect(exit).toBe(4);
    expect(stderr).toContain('ec2:DescribeInstances');
    expect(stderr).toContain('NOT CONTAINED');
    isAllThereIs(stderr);
    expect(stage.range.record.writes().filter(({ service }) => service !== 'SSM')).toEqual([]);
  });

  const denied = (service: string, operation: string) => [{ service, operation, kind: 'access-denied' as const }];
  const contained = (stage: Stage): boolean =>
    containmentOf(stage.range, stage.id).interfaces.every(({ shut, groups }) => shut && groups === 1);
  test.each<readonly [string, string, string, number, boolean]>([
    ['ec2:CreateSnapshots', 'EC2', 'CreateSnapshots', 5, true],
    ['ec2:GetConsoleOutput', 'EC2', 'GetConsoleOutput', 5, true],
    ['ec2:ModifyInstanceAttribute', 'EC2', 'ModifyInstanceAttribute', 5, true],
    ['iam:PutRolePolicy', 'IAM', 'PutRolePolicy', 1, true],
    ['iam:GetInstanceProfile', 'IAM', 'GetInstanceProfile', 1, true],
    ['cloudtrail:LookupEvents', 'CloudTrail', 'LookupEvents', 5, true],
    ['ssm:PutParameter', 'SSM', 'PutParameter', 5, true],
    ['ec2:CreateSecurityGroup', 'EC2', 'CreateSecurityGroup', 1, false],
    ['ec2:ModifyNetworkInterfaceAttribute', 'EC2', 'ModifyNetworkInterfaceAttribute', 1, false],
  ])('no permission for %s: everything else goes on', async (permission, service, operation, code, isContained) => {
    await using stage = await onStage('lean', { faults: denied(service, operation) });
    const { exit, stderr } = await stage.run();
    expect({ exit, contained: contained(stage) }).toEqual({ exit: code, contained: isContained });
    expect(stderr).toContain(permission);
    const { state, name } = await stage.theCase();
    // What does not need it was done.
    expect(stepOf(state, 'list-the-interfaces-again').is).not.toBe('waiting');
    expect(stepOf(state, 'say-whether-reads-of-data-are-recorded').is).toBe('ended');
    expect(stderr).toContain(code === 1 ? `ir resume ${name}` : name);
    // Once it is allowed, a resume repeats only what failed.
    stage.range.faults.clear();
    const again = await stage.ir(['resume', name, '--no-input', '--yes']);
    expect({ exit: again.exit, contained: contained(stage) }).toEqual({ exit: 5, contained: true });
    expect(containmentOf(stage.range, stage.id)).toMatchObject({ snapshots: [1, 1], groupsMade: 1 });
  });
});

const listening = async (answer: (end: (body: string) => void) => void): Promise<Server & AsyncDisposable> => {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    answer((body) => response.end(body));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return Object.assign(server, {
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
};
const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe('an endpoint that is not AWS', () => {
  const at = (endpoint: string): readonly string[] => [
    'run',
    'compromised-instance',
    ID,
    ...UNATTENDED,
    '--region',
    'us-west-2',
    '--endpoint-url',
    endpoint,
  ];
  test('a page with status 200 is no success', async () => {
    await using rig = makeRig();
    await using portal = await listening((end) => end('<html><body>Please sign in to the wifi</body></html>'));
    const { exit, stderr } = await rig.ir(at(urlOf(portal)), { env: KEYS });
    expect(exit).toBe(1);
    expect(stderr).toMatch(/not (from )?AWS/);
    expect(stderr).not.toMatch(/CONTAINED, proven/);
  });
  test('a port where nobody listens is said', async () => {
    await using rig = makeRig();
    let url = '';
    {
      await using gone = await listening((end) => end(''));
      url = urlOf(gone);
    }
    const { exit, stderr } = await rig.ir(at(url), { env: KEYS });
    expect(exit).toBe(1);
    expect(stderr).toMatch(/ECONNREFUSED|refused/);
    saysAll(stderr);
    expect(casesIn(stateOf(rig))).toEqual([]);
  });
  test('the credentials of a range never go to AWS itself', async () => {
    await using stage = await onStage('lean');
    const { exit, stderr } = await stage.ir([
      'run',
      'compromised-instance',
      stage.id,
      ...UNATTENDED,
      '--region',
      'us-west-2',
    ]);
    expect(exit).toBe(2);
    expect(stderr).toContain('--endpoint-url');
    saysAll(stderr);
    expect(casesIn(stage.home)).toEqual([]);
  });
  test('AWS_ENDPOINT_URL alone diverts no unattended run: exit 2, and it is named', async () => {
    await using stage = await onStage('lean');
    for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_EC2']) {
      const { exit, stderr, stdout } = await stage.ir(
        ['run', 'compromised-instance', stage.id, ...UNATTENDED, '--region', 'us-west-2'],
        { env: { [name]: stage.range.endpoint } },
      );
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
      expect(stderr).toContain(name);
      expect(stderr).toContain('--endpoint-url');
      saysAll(stderr);
    }
    expect(stage.range.record.entries.filter(({ seeded }) => seeded !== true)).toEqual([]);
    expect(casesIn(stage.home)).toEqual([]);
  });
});
