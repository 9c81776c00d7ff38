import { describe, expect, test } from 'vitest';
import { casesIn, onStage, type Stage, stepOf, stepsOf, UNATTENDED } from './stage.ts';
import { containmentOf, placeIn, releasableOf } from './world.ts';

interface World {
  readonly policies: readonly { readonly name: string; readonly policies: object }[];
  readonly groups: readonly string[];
}
const before = (stage: Stage) => releasableOf(stage.range, stage.id) as World;
/** The case's own policies, which are kept until stolen credentials have expired. */
const withoutDenies = (world: World): World => ({
  ...world,
  policies: world.policies.map(({ name, policies }) => ({
    name,
    policies: Object.fromEntries(
      Object.entries(policies).filter(([each]) => !/^(access|session)-[0-9a-f]{8}$/.test(each)),
    ),
  })),
});
const contained = async (stage: Stage, flags: readonly string[] = []): Promise<string> => {
  const { exit, stderr } = await stage.run([...UNATTENDED, ...flags]);
  if (exit !== 5) throw new Error(`the run ended with ${exit}:\n${stderr}`);
  return (await stage.theCase()).name;
};

describe.concurrent('a release', () => {
  test('puts all back as it was, but for the denies of credentials that may be stolen', async () => {
    await using stage = await onStage('two-interfaces-three-volumes');
    const was = before(stage);
    const name = await contained(stage);
    expect(before(stage)).not.toEqual(was);
    const { exit, stdout } = await stage.ir(['release', name, '--yes', '--no-input']);
    expect(withoutDenies(before(stage))).toEqual(was);
    expect(before(stage).policies).not.toEqual(was.policies);
    expect(exit).toBe(5);
    expect(stdout).toMatch(/kept, [^✔]*until/);
    const { state } = await stage.theCase();
    expect(stepOf(state, 'deny-the-sessions-of-this-instance').released?.outcome).toBe('kept');
    expect(stepsOf(state, 'isolate-the-interface').map(({ released }) => released?.outcome)).toEqual([
      'released',
      'released',
    ]);
    // Evidence stays.
    expect(containmentOf(stage.range, stage.id)).toMatchObject({
      snapshots: [1, 1, 1],
      locked: Array(3).fill('governance'),
    });
    // A second one has nothing to do but what was kept.
    const again = await stage.ir(['release', name, '--yes', '--no-input', '--json']);
    expect(again.exit).toBe(5);
    expect(withoutDenies(before(stage))).toEqual(was);
  });
  test('after a false positive takes the denies away too, proves the service, and frees the target', async () => {
    await using stage = await onStage('auto-scaling-group');
    const was = before(stage);
    const name = await contained(stage);
    const { exit, stdout, stderr } = await stage.ir(['release', name, '--false-positive', '--yes', '--no-input']);
    expect({ exit, said: exit === 0 ? '' : stdout + stderr }).toEqual({ exit: 0, said: '' });
    expect(before(stage).policies).toEqual(was.policies);
    const { there } = placeIn(stage.range);
    expect(Object.values(there.scalingGroups)[0]?.members[stage.id]?.lifecycle).toBe('InService');
    expect(stdout).toMatch(/service: .*running/);
    expect(stdout).toMatch(/service: .*SSM agent Online/);
    expect(stdout).toMatch(/service: .*InService/);
    expect(stdout).toMatch(/service: target healthy/);
    // The next case may have it.
    await using other = stage.elsewhere();
    expect((await other.run()).exit).toBe(5);
  });
  test('works on a machine that never saw the journal, by the case’s name', async () => {
    await using stage = await onStage('lean');
    const was = before(stage);
    const name = await contained(stage);
    await using other = stage.elsewhere();
    const there = ['--endpoint-url', stage.range.endpoint, '--region', stage.range.region];
    const { exit, stderr } = await other.ir(['release', name, '--false-positive', '--yes', '--no-input', ...there]);
    expect({ exit, stderr: exit === 0 ? '' : stderr }).toEqual({ exit: 0, stderr: '' });
    expect(before(stage)).toEqual(was);
    expect(casesIn(other.home)).toEqual([name]);
  });
  test('and by the instance’s id', async () => {
    await using stage = await onStage('lean');
    const was = before(stage);
    await contained(stage);
    await using other = stage.elsewhere();
    const there = ['--endpoint-url', stage.range.endpoint, '--region', stage.range.region];
    const { exit } = await other.ir(['release', stage.id, '--false-positive', '--yes', '--no-input', ...there]);
    expect(exit).toBe(0);
    expect(before(stage)).toEqual(was);
  });
  test('warns of a group that comes back with rules which the suspect has changed', async () => {
    await using stage = await onStage('compromised-instance');
    const opened = stage.range.record.entries.find(({ operation }) => operation === 'AuthorizeSecurityGroupIngress');
    const [group = ''] = opened?.resources ?? [];
    expect(group).toMatch(/^sg-/);
    const name = await contained(stage);
    const { exit, stderr } = await stage.ir(['release', name, '--no-input']);
    expect(exit).toBe(2);
    expect(stderr).toContain(`! ${group} is put back, and its rules were changed`);
    expect(stderr).toMatch(new RegExp(`AuthorizeSecurityGroupIngress by ${stage.id}\\s+\\(suspect\\)`));
    expect(stderr).toContain(`Name=group-id,Values=${group}`);
    // Where the reviews are not, it is not said that nobody has changed them.
    await using other = stage.elsewhere();
    const there = ['--endpoint-url', stage.range.endpoint, '--region', stage.range.region];
    const elsewhere = await other.ir(['release', name, '--yes', '--json', ...there]);
    expect(elsewhere.stderr.replace(/\s+/g, ' ')).toContain(
      `? ${group}: CloudTrail was not reviewed in this case here`,
    );
    expect(elsewhere.json()).toMatchObject({ groups: { groups: [group], changes: [], isReviewed: false } });
  });
  test('does not warn of a group whose rules nobody has changed', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    const { stderr } = await stage.ir(['release', name, '--no-input']);
    expect(stderr).not.toMatch(/^ {2}[!?] /m);
  });
  test('leaves what somebody has changed since, shows it three ways, and takes it on a person’s word', async () => {
    await using stage = await onStage('lean');
    const was = before(stage);
    const name = await contained(stage);
    const { there } = placeIn(stage.range);
    const eni = Object.values(there.interfaces).find((one) => one.attachment?.instanceId === stage.id);
    if (!eni) throw new Error('no interface');
    const isolation = eni.groups[0] ?? '';
    const other = Object.keys(there.groups).find((id) => id !== isolation) ?? '';
    eni.groups = [isolation, other];
    const key = `interfaces[${eni.id}]/isolate-the-interface`;
    const { exit, stdout } = await stage.ir(['release', name, '--false-positive', '--yes', '--no-input']);
    expect(exit).toBe(5);
    expect(eni.groups).toEqual([isolation, other]);
    expect(stdout).toMatch(/drifted/);
    for (const word of ['before', 'ours', 'now']) expect(stdout).toMatch(new RegExp(`^ +${word} +\\{`, 'm'));
    // The command that is printed does it.
    const printed = stdout.replace(/[\s\\]+/g, ' ');
    expect(printed).toContain(`ir release ${name} --accept-drift`);
    const flags = [...printed.matchAll(/--accept-drift '([^']+)'/g)].flatMap(([, each = '']) => [
      '--accept-drift',
      each,
    ]);
    expect(flags).toContain(key);
    const accepted = await stage.ir(['release', name, '--false-positive', '--yes', '--no-input', ...flags]);
    expect({ exit: accepted.exit, said: accepted.exit === 0 ? '' : accepted.stdout }).toEqual({ exit: 0, said: '' });
    expect(before(stage)).toEqual(was);
  });
  test('only what is named, and nothing that is not there', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    const wrong = await stage.ir(['release', name, '--yes', '--no-input', '--only', 'zebra']);
    expect(wrong.exit).toBe(2);
    expect(wrong.stderr).toContain('zebra');
    const { exit, json } = await stage.ir([
      'release',
      name,
      '--yes',
      '--only',
      'protect-it-against-termination',
      '--json',
    ]);
    expect(exit).toBe(0);
    expect((json() as { released: { key: string; outcome: string }[] }).released).toMatchObject([
      { key: 'protect-it-against-termination', outcome: 'released' },
    ]);
    expect(containmentOf(stage.range, stage.id)).toMatchObject({
      interfaces: [{ shut: true }],
      protectedFromTermination: false,
    });
  });
  test('wants a person’s word', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    const writes = stage.range.record.writes().length;
    const { exit, stderr } = await stage.ir(['release', name, '--no-input']);
    expect(exit).toBe(2);
    expect(stderr).toContain(`ir release ${name} --yes`);
    expect(stage.range.record.writes()).toHaveLength(writes);
  });
});
