import { describe, expect, test } from 'vitest';
import { clientsFor, refusal } from '../range/rig.ts';
import { casesIn, onStage, type Stage, stepOf, stepsOf, textOf, UNATTENDED } from './stage.ts';
import { containmentOf, placeIn } from './world.ts';

/** Runs the stage's scenario unattended and reads what came of it. */
const ran = async (stage: Stage, flags: readonly string[] = UNATTENDED) => {
  const { exit, stderr } = await stage.run(flags);
  const read = await stage.theCase();
  return {
    exit,
    stderr,
    ...read,
    timeline: textOf(read.folder, 'timeline.md'),
    now: containmentOf(stage.range, stage.id),
  };
};
const writesOf = ({ range }: Stage): readonly string[] => range.record.writes().map(({ operation }) => operation);
const place = (stage: Stage) => placeIn(stage.range);

describe.concurrent('who else is on the role', () => {
  test('nobody: one unattended run takes it away', async () => {
    await using stage = await onStage('profile-name-differs');
    const { exit, state, now } = await ran(stage);
    expect(exit).toBe(5);
    // Named after the role, not after the profile.
    expect(now.denies).toEqual(['web-role: 2']);
    expect(now).toMatchObject({ profile: undefined, metadata: 'disabled' });
    expect(stepOf(state, 'deny-every-session-of-the-role-issued-until-now').proof?.is).toBe('holds');
  });
  test('nine others: only this instance’s sessions are denied, and theirs go on working', async () => {
    await using stage = await onStage('shared-role');
    const { range, id } = stage;
    const { there } = place(stage);
    const others = Object.keys(there.instances).filter((each) => each !== id);
    expect(others).toHaveLength(9);
    const mine = clientsFor(range.endpoint, range.instanceCredentials(id));
    const theirs = others.map((each) => clientsFor(range.endpoint, range.instanceCredentials(each)));
    const asks = async ({ ssm }: typeof mine): Promise<string> =>
      ssm.describeInstanceInformation({}).then(
        () => 'allowed',
        (error: Error) => error.message,
      );
    expect(await Promise.all([mine, ...theirs].map(asks))).toEqual(Array(10).fill('allowed'));

    const { exit, state, now, timeline } = await ran(stage);
    expect(exit).toBe(5);
    expect(now.denies).toEqual(['moltbot-role: 1']);
    expect(now.profile).toBe('moltbot-role');
    expect(state.gates.find(({ gate }) => gate === 'take-the-role-away')).toMatchObject({
      open: true,
      asked: { hits: 9 },
    });
    // A responder reads the count before deciding.
    expect(timeline).toContain('take-the-role-away');
    const denied = await refusal(mine.ssm.describeInstanceInformation({}));
    expect(denied.name).toMatch(/AccessDenied/);
    expect(denied.message).toMatch(/explicit deny/);
    expect(await Promise.all(theirs.map(asks))).toEqual(Array(9).fill('allowed'));
    // A newer session of the same instance is denied too; a newer one of another is not.
    const again = clientsFor(range.endpoint, range.instanceCredentials(id));
    expect(await asks(again)).toMatch(/explicit deny/);
    expect(await asks(clientsFor(range.endpoint, range.instanceCredentials(others[0] ?? '')))).toBe('allowed');
  });
  test('no profile: nothing to deny is a proven absence, and the lost host evidence is said', async () => {
    await using stage = await onStage('no-profile');
    const { exit, state, timeline } = await ran(stage);
    expect(exit).toBe(5);
    expect(stepOf(state, 'deny-the-sessions-of-this-instance').skip?.counts).toBe('fine');
    expect(timeline).toMatch(/volatile/i);
  });
});

describe.concurrent('network', () => {
  test('two interfaces and three volumes: each is isolated, each is kept', async () => {
    await using stage = await onStage('two-interfaces-three-volumes');
    const { exit, state, now } = await ran(stage);
    expect(exit).toBe(5);
    expect(now).toMatchObject({
      interfaces: [
        { groups: 1, shut: true },
        { groups: 1, shut: true },
      ],
      snapshots: [1, 1, 1],
      groupsMade: 1,
    });
    expect(stepsOf(state, 'isolate-the-interface').map(({ proof }) => proof?.is)).toEqual(['holds', 'holds']);
  });
  test('an interface that is attached right after the swap is isolated as well', async () => {
    await using stage = await onStage('interface-added');
    const { exit, now, state } = await ran(stage);
    expect(exit).toBe(5);
    expect(now.interfaces.map(({ shut }) => shut)).toEqual([true, true]);
    expect(stepsOf(state, 'isolate-the-interface')).toHaveLength(1);
    expect(stepOf(state, 'list-the-interfaces-again').proof?.is).toBe('holds');
  });
  test('a path through NAT: nothing is opened, existing flows stay unproven until a person has looked', async () => {
    await using stage = await onStage('nat-path');
    const { exit, state, now, stderr, name } = await ran(stage);
    expect({ exit, open: state.byHands.filter(({ open }) => open).map(({ key }) => key) }).toEqual({
      exit: 3,
      open: expect.arrayContaining(['connections-gone']) as unknown,
    });
    expect(stepOf(state, 'cut-the-connections-that-were-open').proof?.is).toBe('unproven');
    expect(now.interfaces.every(({ shut }) => shut)).toBe(true);
    // Deny, open, deny would only expose it.
    expect(writesOf(stage)).not.toContain('AuthorizeSecurityGroupIngress');
    expect(stderr).toMatch(/UNPROVEN/i);
    expect(stderr).toContain(`ir done ${name} connections-gone`);

    const done = await stage.ir([
      'done',
      name,
      'connections-gone',
      '--how',
      'flow logs at T+5 and T+15: nothing',
      '--yes',
    ]);
    expect(done.exit).toBe(5);
    const { state: after } = await stage.theCase();
    expect(stepOf(after, 'cut-the-connections-that-were-open').proof).toMatchObject({ is: 'holds', by: 'person-said' });
  });
  test('an address that the subnet gave can’t be taken off: the groups have to do, and flows are not cut', async () => {
    await using stage = await onStage('autoassigned-address');
    const { exit, state, now } = await ran(stage);
    expect(exit).toBe(3);
    expect(now.interfaces).toMatchObject([{ shut: true }]);
    // A public address and no word for it: never the two-step (decisions 1).
    expect(writesOf(stage)).not.toContain('AuthorizeSecurityGroupIngress');
    expect(stepOf(state, 'cut-the-connections-that-were-open').proof?.is).toBe('unproven');
  });
  test('and with --cut-connections a person has said that they may be cut', async () => {
    await using stage = await onStage('autoassigned-address');
    const { exit, state, now } = await ran(stage, [...UNATTENDED, '--cut-connections']);
    expect(exit).toBe(5);
    expect(writesOf(stage)).toContain('AuthorizeSecurityGroupIngress');
    expect(stepOf(state, 'cut-the-connections-that-were-open').proof?.is).toBe('holds');
    expect(now).toMatchObject({ interfaces: [{ shut: true }], groupsMade: 1 });
  });
});

describe.concurrent('what would destroy it', () => {
  test('an Auto Scaling group: it is held out before it is isolated, and nothing terminates it', async () => {
    await using stage = await onStage('auto-scaling-group');
    const { exit, now } = await ran(stage);
    expect(exit).toBe(5);
    const operations = writesOf(stage);
    expect(operations).toContain('EnterStandby');
    expect(operations.indexOf('EnterStandby')).toBeLessThan(operations.indexOf('ModifyNetworkInterfaceAttribute'));
    // Long enough for the group to have replaced it: its checks fail after 1 s, it is gone 1 s later.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const { there } = place(stage);
    const [group] = Object.values(there.scalingGroups);
    expect(there.instances[stage.id]?.state).toBe('running');
    expect(group?.members[stage.id]?.lifecycle).toBe('Standby');
    expect(now.interfaces).toMatchObject([{ shut: true }]);
    const targets = Object.values(there.targetGroups).flatMap((each) => each.targets);
    expect(targets.filter(({ id, drainedAt }) => id === stage.id && drainedAt === undefined)).toEqual([]);
  });
  test('an alarm that reboots it: its actions are off before it is isolated, and it is never rebooted', async () => {
    await using stage = await onStage('alarm-reboots');
    const { exit } = await ran(stage);
    expect(exit).toBe(5);
    const operations = writesOf(stage);
    expect(operations.indexOf('DisableAlarmActions')).toBeGreaterThanOrEqual(0);
    expect(operations.indexOf('DisableAlarmActions')).toBeLessThan(
      operations.indexOf('ModifyNetworkInterfaceAttribute'),
    );
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const { there } = place(stage);
    expect(Object.values(there.alarms).map(({ state }) => state)).toContain('ALARM');
    expect(there.instances[stage.id]?.rebootedAt).toBeUndefined();
  });
});

describe.concurrent('time and evidence', () => {
  test('a case three hours old is late, and contained all the same', async () => {
    await using stage = await onStage('three-hours-old');
    const alerted = new Date(Date.now() - stage.range.alertedAgoMs).toISOString();
    const { exit, state, now, timeline, entries } = await ran(stage, [...UNATTENDED, '--alerted', alerted]);
    expect(exit).toBe(5);
    expect(now.interfaces).toMatchObject([{ shut: true }]);
    expect(state.phases.find(({ phase }) => phase === 'isolate')?.late).toBe(true);
    expect(entries.some((entry) => entry.is === 'late' && entry.phase === 'isolate')).toBe(true);
    // Evidence that may be left out is, and that is written down.
    expect(stepOf(state, 'keep-volatile-data-of-the-host').skip?.because).toMatch(/late/);
    expect(timeline).toMatch(/late/i);
  });
  test.each(['evidence-fails', 'evidence-hangs'])(
    '%s: contained all the same, and each loss is recorded',
    async (scenario) => {
      await using stage = await onStage(scenario);
      const { exit, state, now, timeline } = await ran(stage);
      expect(now).toMatchObject({ interfaces: [{ shut: true }], snapshots: [0, 0], protectedFromTermination: true });
      expect({ exit, verdict: state.phases.find(({ phase }) => phase === 'isolate')?.late }).toEqual({
        exit: 5,
        verdict: false,
      });
      for (const id of ['snapshot-every-volume', 'keep-the-console-output']) {
        const step = stepOf(state, id);
        expect(step.is).toBe('failed');
        expect(timeline).toContain(step.title);
      }
      // Nothing may be destroyed while nothing is kept.
      expect(stepOf(state, 'terminate-the-instance').is).toBe('skipped');
      expect(state.gates.find(({ gate }) => gate === 'terminate')?.asked).toBeUndefined();
    },
  );
  test('an agent that does not answer costs the volatile data, and nothing else', async () => {
    await using stage = await onStage('agent-offline');
    const { exit, state, timeline } = await ran(stage);
    expect(exit).toBe(5);
    expect(stepOf(state, 'keep-volatile-data-of-the-host').is).toBe('skipped');
    expect(timeline).toMatch(/agent/i);
  });
  test('--evidence-only keeps evidence and touches nothing', async () => {
    await using stage = await onStage('compromised-instance');
    const { exit, state, now } = await ran(stage, [...UNATTENDED, '--evidence-only']);
    expect([0, 5]).toContain(exit);
    expect(now.snapshots).toEqual([1, 1]);
    expect(
      state.steps.filter(({ does, is }) => (does === 'changes' || does === 'destroys') && is !== 'skipped'),
    ).toEqual([]);
    const allowed = new Set(['CreateSnapshots', 'LockSnapshot', 'PutParameter', 'SendCommand', 'CreateTags']);
    expect(writesOf(stage).filter((operation) => !allowed.has(operation))).toEqual([]);
  });
});

test.concurrent('already terminated: roles are revoked, surviving volumes kept, and people are left with the rest', async () => {
  await using stage = await onStage('already-terminated');
  const { exit, state, now, stderr } = await ran(stage);
  expect({ exit, stderr: exit === 5 ? '' : stderr }).toEqual({ exit: 5, stderr: '' });
  expect(now.state).toBe('terminated');
  expect(now.denies.some((line) => line.endsWith(': 1') || line.endsWith(': 2'))).toBe(true);
  const { there } = place(stage);
  const left = Object.keys(there.volumes);
  expect(
    Object.values(there.snapshots)
      .map(({ volumeId }) => volumeId)
      .toSorted(),
  ).toEqual(left.toSorted());
  expect(stepOf(state, 'review-what-cloudtrail-has-recorded').is).toBe('ended');
});

describe.concurrent('a second operator on the same target', () => {
  test('is told who holds it, and changes nothing', async () => {
    await using stage = await onStage('lean');
    expect((await stage.run()).exit).toBe(5);
    const first = await stage.theCase();
    await using other = stage.elsewhere();
    const before = stage.range.record.writes().length;
    const { exit, stderr, stdout } = await other.run([...UNATTENDED], { env: { IR_OPERATOR: 'mallory' } });
    expect(exit).toBe(7);
    expect(stderr).toContain(first.name);
    expect(stderr).toMatch(/holds|held/);
    expect(stdout + stderr).toContain(`ir take ${first.name}`);
    expect(
      stage.range.record
        .writes()
        .slice(before)
        .map(({ operation }) => operation),
    ).toEqual([]);
    expect(casesIn(other.home)).toEqual([]);
  });
  test('at the same moment: one of them has it, and the world is changed once', async () => {
    await using stage = await onStage('lean');
    await using other = stage.elsewhere();
    const exits = (await Promise.all([stage.run(), other.run()])).map(({ exit }) => exit);
    expect(exits.toSorted((a, b) => a - b)).toEqual([5, 7]);
    expect(containmentOf(stage.range, stage.id)).toMatchObject({ snapshots: [1, 1], groupsMade: 1 });
    expect(stage.range.record.of('EC2', 'CreateSnapshots').filter(({ effect }) => effect)).toHaveLength(1);
  });
});
