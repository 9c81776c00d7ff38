import { describe, expect, test } from 'vitest';
import { instanceId } from '../../src/fields/index.ts';
import { askBegan, askGo, askPlaybook, askSeverity, askTarget, type Screen } from '../../src/terminal/index.ts';
import { KEYS } from '../rig/index.ts';
import { at, INSTANCE } from './fixtures.ts';
import { faults } from './hostile.ts';
import { started } from './started.ts';

test('the wizard goes from what has happened to the command that would have said it all', async () => {
  await using screen = started('wizard-case.ts');
  await screen.waitFor(/What has happened\?[^]*❯ tiny/);
  screen.type(KEYS.enter);
  await screen.waitFor(/Which instance\?[^]*❯ i-0ab12cd34ef567890/);
  // What an attacker can't set comes first, and the name tag last, quoted and inert.
  expect(screen.screen()).toMatch(
    /❯ i-0ab12cd34ef567890 {2}2026-09-02 {2}ami-0123456789abcdef0 {2}10\.0\.1\.17 {2}"web-7\\e/,
  );
  expect(screen.screen()).toContain('called "web-7\\e[2J\\u202e" by its tag');
  expect(faults(screen.screen())).toEqual([]);
  screen.type('0cd');
  await screen.waitFor(/❯ i-0cd12cd34ef567890/);
  screen.type(KEYS.enter);
  await screen.waitFor(/❯ high +suspected +isolate by 1 h, revoke by 1 h, assess by 4 h/);
  expect(screen.screen()).toMatch(/critical +confirmed +isolate by 2 min, revoke by 5 min, assess by 30 min/);
  screen.type(KEYS.up);
  await screen.waitFor(/❯ critical/);
  screen.type(KEYS.enter);
  await screen.waitFor('Earliest sign?');
  screen.type(`tomorrow${KEYS.enter}`);
  await screen.waitFor('is not a time; write it as 08:00, 3h ago');
  screen.type(`${KEYS.backspace.repeat(8)}3h ago${KEYS.enter}`);
  await screen.waitFor('The review looks back to 2026-11-20 05:12:00 UTC.');
  await screen.waitFor(/❯ contain/);
  expect(screen.screen()).toContain('isolate   by 08:14:00   1:40 left');
  expect(screen.screen()).toContain('You will notice: the host is cut off');
  screen.type(KEYS.enter);
  await screen.waitFor('go: answer contain');
  expect((await screen.ended).exit).toBe(0);
  expect(screen.history().replaceAll('\n', '')).toContain(
    'npx ir run tiny --instance-id i-0cd12cd34ef567890 --severity critical --began 2026-11-20T05:12:00.000Z --yes',
  );
});
test('an id that is in no list can be typed, one that is none can’t be chosen, and “not sure” is high', async () => {
  await using screen = started('wizard-case.ts');
  await screen.waitFor(/❯ tiny/);
  screen.type(KEYS.enter);
  await screen.waitFor(/❯ i-0ab/);
  screen.type('i-zz');
  await screen.waitFor('i-zz (nothing in the list is like it)');
  screen.type(`${KEYS.backspace.repeat(2)}0ee12cd34ef567890`);
  await screen.waitFor(/❯ i-0ee12cd34ef567890 {3}\(typed; not in the list\)/);
  screen.type(KEYS.enter);
  await screen.waitFor(/❯ high/);
  screen.type(KEYS.down);
  await screen.waitFor(/❯ medium/);
  screen.type(KEYS.down);
  await screen.waitFor(/❯ not sure/);
  screen.type(KEYS.enter);
  await screen.waitFor('Earliest sign?');
  screen.type(KEYS.enter);
  await screen.waitFor(/❯ contain/);
  screen.type(KEYS.interrupt);
  await screen.waitFor('go: stop');
  expect(screen.history()).toContain('severity: answer high');
  expect(screen.history()).toContain('began: answer undefined');
});
test('one can go back', async () => {
  await using screen = started('wizard-case.ts');
  await screen.waitFor(/❯ tiny/);
  screen.type(KEYS.enter);
  await screen.waitFor(/❯ i-0ab/);
  screen.type(KEYS.down);
  await screen.waitFor(/❯ i-0cd/);
  screen.type(KEYS.down);
  await screen.waitFor(/❯ ← back/);
  screen.type(KEYS.enter);
  await screen.waitFor(/❯ high/);
  screen.type(KEYS.interrupt);
  await screen.waitFor('Earliest sign?');
  screen.type(`b${KEYS.enter}`);
  await screen.waitFor(/❯ contain/);
  screen.type(KEYS.interrupt);
  await screen.waitFor('go: stop');
  expect(screen.history()).toContain('target: back');
  expect(screen.history()).toContain('severity: stop');
  expect(screen.history()).toContain('began: back');
});

describe('an answer given with a flag', () => {
  const nobody: Screen = {
    out: () => undefined,
    err: () => undefined,
    interactive: false,
    columns: 80,
    color: false,
  };
  const field = instanceId('Which instance?');
  const rows = [{ id: INSTANCE }];
  const playbooks = [{ id: 'tiny', title: 'Tiny', useWhen: 'x' }];

  test('skips its question', async () => {
    expect(await askPlaybook(nobody, playbooks, 'tiny')).toEqual({ is: 'answer', value: playbooks[0] });
    const target = { field, rows, flag: '--instance-id', given: INSTANCE };
    expect(await askTarget(nobody, target)).toEqual({ is: 'answer', value: INSTANCE });
    expect(await askSeverity(nobody, 'medium')).toEqual({ is: 'answer', value: 'medium' });
    expect(await askBegan(nobody, at(0), '08:00')).toEqual({ is: 'answer', value: new Date('2026-11-20T08:00:00Z') });
  });
  test('is checked, and refused with its flag', async () => {
    const target = { field, rows, flag: '--instance-id', given: 'vpc-1' };
    expect(await askPlaybook(nobody, playbooks, 'big')).toMatchObject({ is: 'bad', flag: '<playbook>' });
    expect(await askTarget(nobody, target)).toMatchObject({ is: 'bad', flag: '--instance-id' });
    expect(await askSeverity(nobody, 'awful')).toMatchObject({ is: 'bad', flag: '--severity' });
    expect(await askBegan(nobody, at(0), 'soon')).toMatchObject({ is: 'bad', flag: '--began' });
  });
  test('is named where it is missing and nobody can be asked', async () => {
    expect(await askPlaybook(nobody, playbooks)).toEqual({ is: 'missing', flag: '<playbook>' });
    expect(await askTarget(nobody, { field, rows, flag: '--instance-id' })).toEqual({
      is: 'missing',
      flag: '--instance-id',
    });
    expect(await askSeverity(nobody)).toEqual({ is: 'missing', flag: '--severity' });
    expect(await askGo(nobody)).toEqual({ is: 'missing', flag: '--yes' });
    // The earliest sign is never needed.
    expect(await askBegan(nobody, at(0))).toEqual({ is: 'answer', value: undefined });
  });
});
