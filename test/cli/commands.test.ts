import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCase, openDurable } from '../../src/case/index.ts';
import { casesIn, onStage, type Stage, stepOf, textOf } from '../drills/stage.ts';
import { placeIn } from '../drills/world.ts';
import { makeRig } from '../rig/index.ts';

const contained = async (stage: Stage): Promise<string> => {
  const { exit, stderr } = await stage.run();
  if (exit !== 5) throw new Error(`the run ended with ${exit}:\n${stderr}`);
  return (await stage.theCase()).name;
};
const entriesOf = async (stage: Stage): Promise<readonly string[]> =>
  (await stage.theCase()).entries.map(({ is }) => is);
const stateIn = ({ there }: ReturnType<typeof placeIn>, id: string): string | undefined => there.instances[id]?.state;
/** Holds the case as another process of this machine would, and hands over what comes into its inbox. */
const holding = async (stage: Stage, name: string) => {
  const found = await findCase(stage.home, name);
  if (!found.ok) throw new Error(found.message);
  const held = await openDurable({ folder: found.folder, operator: 'bob' });
  if (!held.ok) throw new Error(held.message);
  const next = (is: string): Promise<unknown> =>
    new Promise((resolve) => {
      held.onEntry((entry) => {
        if (entry.is === is) resolve(entry);
      });
    });
  return { next, [Symbol.asyncDispose]: held.close };
};

describe.concurrent('answers from another shell', () => {
  test('an approval goes on with the run, and a proof ends the case’s work', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    const approved = await stage.ir(['approve', name, 'terminate', '--target', stage.id, '--no-input'], {
      env: { IR_OPERATOR: 'alice' },
    });
    expect({ exit: approved.exit, stderr: approved.exit === 5 ? '' : approved.stderr }).toEqual({
      exit: 5,
      stderr: '',
    });
    expect(stateIn(placeIn(stage.range), stage.id)).toMatch(/shutting-down|terminated/);
    const { entries } = await stage.theCase();
    expect(entries.find((entry) => entry.is === 'answered' && entry.gate === 'terminate')).toMatchObject({
      by: 'alice',
    });
    const done = await stage.ir(['done', name, 'rebuild', '--replacement', 'i-0fedcba9876543210', '--no-input']);
    expect({ exit: done.exit, stderr: done.exit === 0 ? '' : done.stderr }).toEqual({ exit: 0, stderr: '' });
    const { state } = await stage.theCase();
    expect(stepOf(state, 'terminate-the-instance').is).toBe('ended');
    expect(state.byHands.find(({ key }) => key === 'rebuild')?.attested?.proof).toEqual({
      replacement: 'i-0fedcba9876543210',
    });
  });
  test('a denial leaves it undone; a later approval is a question of its own, and both stand in the journal', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    expect((await stage.ir(['deny', name, 'terminate', '--no-input'])).exit).toBe(5);
    const { state } = await stage.theCase();
    expect(stepOf(state, 'terminate-the-instance').skip?.because).toMatch(/declined by/);
    expect(stateIn(placeIn(stage.range), stage.id)).toBe('running');
    expect((await stage.ir(['approve', name, 'terminate', '--target', stage.id, '--no-input'])).exit).toBe(5);
    expect(stateIn(placeIn(stage.range), stage.id)).not.toBe('running');
    const { entries } = await stage.theCase();
    const answers = entries.flatMap((entry) => (entry.is === 'answered' && entry.gate === 'terminate' ? [entry] : []));
    expect(answers.map(({ answer }) => answer)).toEqual(['denied', 'approved']);
    expect(new Set(answers.map(({ nonce }) => nonce)).size).toBe(2);
  });
  test('what can’t be put back wants its target typed, and is done neither after a release nor in a closed case', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    const refused = async (...args: readonly string[]): Promise<string> => {
      const { exit, stderr } = await stage.ir(['approve', name, 'terminate', ...args, '--no-input']);
      expect({ exit, stderr: exit === 2 ? '' : stderr }).toEqual({ exit: 2, stderr: '' });
      expect(stateIn(placeIn(stage.range), stage.id)).toBe('running');
      return stderr;
    };
    expect(await refused()).toContain(`--target ${stage.id}`);
    expect(await refused('--target', 'i-0123456789abcdef0')).toContain('is not the target');
    await stage.ir(['release', name, '--yes', '--no-input']);
    expect(await refused('--target', stage.id)).toContain('has been released');
    await stage.ir(['close', name, '--as', 'resolved']);
    expect(await refused('--target', stage.id)).toContain('was closed');
  });
  test('a mistyped gate or task changes nothing, and says which is meant', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    const said = async (...args: readonly string[]): Promise<string> => {
      const { exit, stderr } = await stage.ir([...args, '--no-input']);
      expect({ exit, stderr: exit === 2 ? '' : stderr }).toEqual({ exit: 2, stderr: '' });
      return stderr.replace(/\s+/g, ' ');
    };
    const typo = await said('approve', name, 'terminat', '--target', stage.id);
    expect(typo).toContain(`case ${name} has no gate “terminat”; open here: terminate`);
    expect(typo).toContain(`Type next ir approve ${name} terminate`);
    expect(await said('deny', name, 'zebra')).toContain(`Type next ir deny ${name} terminate`);
    expect(await said('approve', name, 'take-the-role-away')).toContain('is not being asked; open here: terminate');
    expect(await said('done', name, 'rebuilt')).toContain(`open here: rebuild Safe`);
    expect(stateIn(placeIn(stage.range), stage.id)).toBe('running');
  });
  test('--no-resume only records it', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    const { exit, stderr } = await stage.ir(['approve', name, 'terminate', '--target', stage.id, '--no-resume']);
    expect(exit).toBe(0);
    expect(stderr).toContain(`recorded in case ${name}`);
    expect(await entriesOf(stage)).not.toContain('resumed');
    expect(stateIn(placeIn(stage.range), stage.id)).toBe('running');
    expect((await stage.ir(['resume', name, '--no-input'])).exit).toBe(5);
    expect(stateIn(placeIn(stage.range), stage.id)).not.toBe('running');
  });
  test('while somebody runs the case, they go to that run', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    await using held = await holding(stage, name);
    const answered = held.next('answered');
    const said = await stage.ir(['approve', name, 'terminate', '--target', stage.id], {
      env: { IR_OPERATOR: 'alice' },
    });
    expect(said.exit).toBe(0);
    expect(said.stderr).toContain('given to the run of bob');
    expect(await answered).toMatchObject({ gate: 'terminate', answer: 'approved', by: 'alice' });
    for (const [args, is] of [
      [['note', name, 'the', 'pager', 'is', 'quiet'], 'noted'],
      [['set', name, '--severity', 'high'], 'set'],
      [['done', name, 'rebuild', '--replacement', 'i-0fedcba9876543210'], 'attested'],
      [['abort', name, '--because', 'wrong host'], 'aborted'],
    ] as const) {
      const entry = held.next(is);
      expect((await stage.ir(args)).exit).toBe(0);
      await entry;
    }
    // Nobody else runs it meanwhile.
    for (const command of ['resume', 'release']) {
      const { exit, stderr } = await stage.ir([command, name, '--yes', '--no-input']);
      expect(exit).toBe(7);
      expect(stderr).toContain('held by bob');
      expect(stderr).toContain(`ir status ${name}`);
    }
    const taken = await stage.ir(['take', name, '--because', 'bob sleeps']);
    expect(taken.exit).toBe(7);
    expect(taken.stderr).toContain(`ir abort ${name}`);
  });
  test('what does not fit is refused, and says what would', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    const lines = (await entriesOf(stage)).length;
    for (const [args, wanted] of [
      [['approve', name, 'zebra'], 'terminate'],
      [['approve', name, 'take-the-role-away'], 'terminate'],
      [['deny', name, 'zebra'], 'terminate'],
      [['done', name, 'zebra'], 'rebuild'],
      [['done', name, 'rebuild'], `ir done ${name} rebuild --replacement`],
      [['set', name, '--began', '2999-01-01'], '--began'],
    ] as const) {
      const { exit, stderr } = await stage.ir(args);
      expect({ args, exit }).toEqual({ args, exit: 2 });
      expect(stderr.replace(/[\s\\]+/g, ' ')).toContain(wanted);
    }
    expect(await entriesOf(stage)).toHaveLength(lines);
  });
});

describe.concurrent('a case', () => {
  test('takes notes, a new severity and an earlier sign, and its clocks follow', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    expect((await stage.ir(['note', name, 'customer', 'told'])).exit).toBe(0);
    expect((await stage.ir(['set', name, '--severity', 'high', '--began', '3h ago'])).exit).toBe(0);
    const { state, entries } = await stage.theCase();
    expect(entries.find((entry) => entry.is === 'noted')).toMatchObject({ text: 'customer told' });
    expect(state.clocks.severity).toBe('high');
    expect(state.clocks.deadlines).toMatchObject({ isolate: 3600 });
    const { stdout } = await stage.ir(['status', name, '--offline']);
    expect(stdout).toContain('HIGH');
  });
  test('is listed, planned, and told as a timeline', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    const cases = await stage.ir(['cases']);
    expect(cases.stdout).toMatch(new RegExp(`^${name}  CRITICAL  CONTAINED.*${stage.id.slice(0, 12)}`));
    expect((await stage.ir(['cases', '--json'])).json()).toMatchObject([{ name, playbook: 'compromised-instance' }]);
    const { exit, stdout } = await stage.ir(['timeline', name.toLowerCase()]);
    expect(exit).toBe(0);
    expect(textOf(stdout.trim())).toContain(stage.id);
    for (const [args, text] of [
      [['list'], 'compromised-instance'],
      [['plan', 'compromised-instance'], 'ec2:ModifyNetworkInterfaceAttribute'],
      [['policy', 'compromised-instance'], 'ec2:ModifyNetworkInterfaceAttribute'],
    ] as const) {
      const shown = await stage.ir(args);
      expect(shown).toMatchObject({ exit: 0, stderr: '' });
      expect(shown.stdout).toContain(text);
    }
    expect((await stage.ir(['plan', 'compromised-instance', '--json'])).json()).toMatchObject({
      playbook: 'compromised-instance',
    });
    expect((await stage.ir(['list', '--json'])).json()).toMatchObject([
      { id: 'compromised-instance' },
      { id: 'leaked-token' },
      { id: 'leaked-token-railway' },
    ]);
  });
  test('is closed once, with what still stands', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    const { exit, json } = await stage.ir(['close', name, '--as', 'resolved', '--json']);
    expect(exit).toBe(0);
    expect((json() as { stands: string[] }).stands).toEqual(
      expect.arrayContaining(['snapshot-every-volume', 'protect-it-against-termination']),
    );
    const again = await stage.ir(['close', name, '--as', 'false-positive']);
    expect(again.exit).toBe(2);
    expect(again.stderr).toContain('closed as resolved');
  });
  test('that is aborted while it runs begins nothing more, and what was changed stands', async () => {
    await using stage = await onStage('compromised-instance');
    const running = stage.run();
    await running.waitFor('Review what CloudTrail has recorded: begun');
    const [name = ''] = casesIn(stage.home);
    expect((await stage.ir(['abort', name, '--because', 'the page was for another host'])).exit).toBe(0);
    const { exit, stderr } = await running;
    expect([1, 3, 5]).toContain(exit);
    expect(stderr).toContain('the page was for another host');
    const { state } = await stage.theCase();
    expect(stepOf(state, 'take-its-instance-profile-off').is).toBe('skipped');
    expect(placeIn(stage.range).there.instances[stage.id]?.terminationProtected).toBe(true);
    expect((await stage.ir(['resume', name, '--no-input', '--yes'])).exit).toBe(5);
  });
  test('is taken over from another machine, with a reason, and goes on there', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    await using other = stage.elsewhere();
    const there = ['--endpoint-url', stage.range.endpoint, '--region', stage.range.region];
    const env = { IR_OPERATOR: 'carol' };
    const { exit, stderr } = await other.ir(['take', name, '--because', 'alice’s laptop is gone', ...there], { env });
    expect({ exit, stderr: exit === 0 ? '' : stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stderr).toContain(`ir resume ${name}`);
    const resumed = await other.ir(['resume', name, '--no-input', '--yes'], { env });
    expect({ exit: resumed.exit, stderr: resumed.exit === 5 ? '' : resumed.stderr }).toEqual({ exit: 5, stderr: '' });
    expect(stage.range.record.of('EC2', 'CreateSnapshots').filter(({ effect }) => effect)).toHaveLength(1);
  });
});

describe.concurrent('a journal', () => {
  test('that was changed is read as far as it is whole, and nothing goes on from it', async () => {
    await using stage = await onStage('lean');
    const name = await contained(stage);
    const journal = join(stage.home, 'cases', name, 'journal.jsonl');
    const text = readFileSync(journal, 'utf8');
    writeFileSync(journal, text.replace('"isLive":true', '"isLive":null'));
    const resumed = await stage.ir(['resume', name, '--no-input', '--yes']);
    expect(resumed.exit).toBe(1);
    expect(resumed.stderr).toMatch(/can’t be relied on|damaged/);
    expect(resumed.stderr).toContain(`ir timeline ${name}`);
    const timeline = await stage.ir(['timeline', name]);
    expect(timeline.exit).toBe(1);
    expect(timeline.stderr).toMatch(/damaged/);
  });
  test('of nothing is no case', async () => {
    await using rig = makeRig();
    expect(await rig.ir(['cases'])).toMatchObject({ exit: 0, stderr: '' });
  });
});
