import { expect, test, vi } from 'vitest';
import { type Range, startRange } from '../../src/range/index.ts';
import { KEYS, makeRig, type Rig, type Terminal } from '../rig/index.ts';

/** A person at a terminal, in front of a range. */
const atTheKeyboard = async (rig: Rig, range: Range, ...flags: string[]): Promise<Terminal> =>
  rig.terminal(['run', 'compromised-instance', '--endpoint-url', range.endpoint, '--region', range.region, ...flags], {
    env: range.credentials,
    columns: 100,
    rows: 50,
  });
const aRange = () => startRange({ scenario: 'compromised-instance' });
const writesTo = (range: Range): readonly string[] => range.record.writes().map((entry) => entry.operation);

test('the wizard goes from the list of instances to the summary of a contained one', async () => {
  await using rig = makeRig();
  const range = await aRange();
  try {
    const person = await atTheKeyboard(rig, range);
    await person.waitFor('Which instance is compromised?');
    await person.waitFor('"prod-gateway"');
    person.type(KEYS.enter);
    await person.waitFor('How bad is it?');
    person.type(KEYS.up + KEYS.enter);
    await person.waitFor('Earliest sign?');
    person.type(`3h ago${KEYS.enter}`);
    await person.waitFor('Contain now?');
    expect(person.history()).toMatch(/isolate\s+by (\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d/);
    // The instance was read by then.
    expect(person.history()).toContain('for each of the interfaces (there is 1):');
    expect(person.history()).toMatch(/only if live: no \(it is not: left out\):/);
    // While it asked, evidence was gathered, and nothing was changed on the instance.
    await vi.waitUntil(() => writesTo(range).includes('CreateSnapshots'), { timeout: 20_000 });
    expect(writesTo(range)).not.toContain('ModifyInstanceAttribute');
    expect(writesTo(range)).not.toContain('ModifyNetworkInterfaceAttribute');
    person.type(KEYS.enter);
    await person.waitFor('the same by flags: ');
    await person.waitFor('Approve? (Ctrl-C leaves it waiting)');
    person.type(`y${KEYS.enter}`);
    await person.waitFor('Is it done?');
    person.type(KEYS.enter);
    await person.waitFor('to approve, or no, or later');
    person.type(KEYS.enter);
    expect(await person.ended).toEqual({ exit: 5 });
    const shown = person.history();
    expect(shown).toContain('CONTAINED, proven');
    expect(shown).toContain('Rebuild what ran on the instance');
    expect(shown).toMatch(/timeline\.md/);
    const [target] = range.targets;
    expect(shown).toContain(`--instance-id ${target?.instanceId}`);
    expect(writesTo(range)).toContain('ModifyNetworkInterfaceAttribute');
    expect(writesTo(range)).not.toContain('TerminateInstances');
  } finally {
    await range.stop();
  }
});

test('“stop here” changes nothing, gives the target free and names what it kept', async () => {
  await using rig = makeRig();
  const range = await aRange();
  try {
    const [target] = range.targets;
    const person = await atTheKeyboard(rig, range, '--instance-id', target?.instanceId ?? '', '--severity', 'high');
    await person.waitFor('Earliest sign?');
    person.type(KEYS.enter);
    await person.waitFor('Contain now?');
    await vi.waitUntil(() => writesTo(range).includes('LockSnapshot'), { timeout: 20_000 });
    person.type(KEYS.down.repeat(5) + KEYS.enter);
    expect(await person.ended).toEqual({ exit: 2 });
    expect(person.history()).toContain('Nothing was changed.');
    expect(person.history()).toContain('Snapshot every volume');
    expect(writesTo(range)).not.toContain('ModifyNetworkInterfaceAttribute');
    expect(writesTo(range)).not.toContain('PutRolePolicy');
    expect(writesTo(range)).toContain('DeleteParameter');
  } finally {
    await range.stop();
  }
});

test('“evidence only” keeps evidence and says that nothing is contained', async () => {
  await using rig = makeRig();
  const range = await aRange();
  try {
    const [target] = range.targets;
    const person = await atTheKeyboard(rig, range, '--instance-id', target?.instanceId ?? '', '--severity', 'critical');
    await person.waitFor('Earliest sign?');
    person.type(KEYS.enter);
    await person.waitFor('Contain now?');
    person.type(KEYS.down + KEYS.enter);
    await person.ended;
    expect(person.history()).toMatch(/NOT CONTAINED/);
    expect(writesTo(range)).toContain('CreateSnapshots');
    expect(writesTo(range)).not.toContain('ModifyNetworkInterfaceAttribute');
  } finally {
    await range.stop();
  }
});

test('a dry run from the wizard says what each call would do, and leads back to the question', async () => {
  await using rig = makeRig();
  const range = await aRange();
  try {
    const [target] = range.targets;
    const person = await atTheKeyboard(rig, range, '--instance-id', target?.instanceId ?? '', '--severity', 'critical');
    await person.waitFor('Earliest sign?');
    person.type(KEYS.enter);
    await person.waitFor('Contain now?');
    person.type(KEYS.down.repeat(2) + KEYS.enter);
    await person.waitFor('would succeed');
    await person.waitFor(/Contain now\?[^]*would succeed[^]*Contain now\?/);
    person.type(KEYS.down.repeat(5) + KEYS.enter);
    expect(await person.ended).toEqual({ exit: 2 });
    expect(writesTo(range)).not.toContain('ModifyNetworkInterfaceAttribute');
  } finally {
    await range.stop();
  }
});

test('an id that AWS does not know is said, and another is asked for', async () => {
  await using rig = makeRig();
  const range = await aRange();
  try {
    const person = await atTheKeyboard(rig, range, '--instance-id', 'i-0123456789abcdef0', '--severity', 'high');
    await person.waitFor(/✘ .*i-0123456789abcdef0/);
    await person.waitFor('Which instance is compromised?');
    person.type(KEYS.interrupt);
    expect(await person.ended).toEqual({ exit: 2 });
    expect(range.record.writes()).toEqual([]);
  } finally {
    await range.stop();
  }
});
