import { expect, test } from 'vitest';
import { KEYS } from '../rig/index.ts';
import { faults } from './hostile.ts';
import { started } from './started.ts';

const HIDE = '\u001B[?25l';
const SHOW = '\u001B[?25h';

test('a run is drawn live, a question takes its place, and the typed id approves it', async () => {
  await using screen = started('live-case.ts', ['approve'], { rows: 30 });
  await screen.waitFor(/True now: under way, 1 of 3 containing changes hold/);
  await screen.waitFor(/Waits for: approval terminate, by hand show-gone/);
  await screen.waitFor(/✔ Find the instance/);
  await screen.waitFor('to approve, or no, or later:');
  // The question stands alone: the view before it is gone.
  expect(screen.screen()).not.toContain('Find the instance');
  expect(screen.screen()).toContain('Approval   Terminate the instance?   destroys: can’t be put back');
  expect(screen.screen()).toContain('Loses      memory and instance store are gone');
  expect(screen.screen()).toMatch(/isolate ▶ 1:\d\d left/);
  screen.type(`i-0ab12cd34ef567890${KEYS.enter}`);
  await screen.waitFor('"answer":"approved","by":"alice"');
  expect((await screen.ended).exit).toBe(0);
  const text = screen.screen();
  // It was opened again behind the question, and its last frame stays.
  expect(text.indexOf('? isolate')).toBeGreaterThan(text.indexOf('reply'));
  expect(faults(text)).toEqual([]);
  expect(screen.raw().lastIndexOf(SHOW)).toBeGreaterThan(screen.raw().lastIndexOf(HIDE));
});
test('what can’t be put back is approved by nothing but its id, and Enter alone declines', async () => {
  await using screen = started('live-case.ts', ['approve']);
  await screen.waitFor('to approve, or no, or later:');
  screen.type(`yes${KEYS.enter}`);
  await screen.waitFor('type exactly i-0ab12cd34ef567890, or no, or later');
  screen.type(`${KEYS.backspace.repeat(3)}${KEYS.enter}`);
  await screen.waitFor('"answer":"denied"');
  expect(screen.history()).not.toContain('"answer":"approved"');
});
test('Ctrl-C in a question is later, and the run goes on', async () => {
  await using screen = started('live-case.ts', ['approve']);
  await screen.waitFor('to approve, or no, or later:');
  screen.type(KEYS.interrupt);
  await screen.waitFor('Left waiting: it stays open in the case.');
  await screen.waitFor('reply {"is":"later"}');
  expect((await screen.ended).exit).toBe(0);
});
test('a question that was answered in another shell ends by itself and says so', async () => {
  await using screen = started('live-case.ts', ['elsewhere']);
  await screen.waitFor('to approve, or no, or later:');
  screen.signal('SIGUSR1');
  await screen.waitFor('Answered elsewhere: this question has ended by itself.');
  expect((await screen.ended).exit).toBe(0);
});
test('an ordinary approval is a yes or no whose default is no', async () => {
  await using screen = started('live-case.ts', ['ordinary']);
  await screen.waitFor('Approve?');
  expect(screen.screen()).toContain('Deny every session of the role?   can be put back');
  screen.type(KEYS.enter);
  await screen.waitFor('"answer":"denied"');
});
test('a by-hand step is attested with its proof', async () => {
  await using screen = started('live-case.ts', ['by-hand']);
  await screen.waitFor('Is it done?');
  expect(screen.screen()).toContain('By hand    Show that no connection is left');
  screen.type(KEYS.down);
  await screen.waitFor(/❯ done/);
  screen.type(KEYS.enter);
  await screen.waitFor('What did you see?');
  screen.type(`nothing${KEYS.enter}`);
  await screen.waitFor('{"is":"attested","proof":{"seen":"nothing"},"by":"alice"}');
});
test('an answer given at the start asks nobody', async () => {
  await using screen = started('live-case.ts', ['given']);
  await screen.waitFor('given at the start:');
  expect((await screen.ended).exit).toBe(0);
  expect(screen.history()).not.toContain('to approve, or no');
});
test('without colour nothing is coloured, and nothing else is missing', async () => {
  await using screen = started('live-case.ts', ['approve'], { env: { NO_COLOR: '1' } });
  await screen.waitFor('to approve, or no, or later:');
  screen.type(`no${KEYS.enter}`);
  expect((await screen.ended).exit).toBe(0);
  // oxlint-disable-next-line no-control-regex -- colours are what is looked for
  expect(screen.raw()).not.toMatch(/\u001B\[(?:[1-9]|[34]\d|9\d)(?:;\d+)*m/);
});
test('a terminal of twelve lines shows the clocks at all times', async () => {
  await using screen = started('live-case.ts', ['approve'], { rows: 12 });
  await screen.waitFor('1 of 3 containing changes hold');
  expect(screen.screen()).toContain('T-7QK2');
  expect(screen.screen()).toMatch(/isolate ▶ 1:\d\d left/);
});
