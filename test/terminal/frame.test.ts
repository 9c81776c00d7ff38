import { expect, test } from 'vitest';
import { stateOf } from '../../src/engine/index.ts';
import type { Fact } from '../../src/journal/index.ts';
import { holds, unproven } from '../../src/language/index.ts';
import { type Frame, frameOf } from '../../src/terminal/live/frame.ts';
import { widthOf } from '../../src/terminal/width.ts';
import {
  asked,
  at,
  began,
  contained,
  denied,
  ended,
  halfIsolated,
  journal,
  nic,
  NICS,
  opened,
  underWay,
} from './fixtures.ts';
import { faults, HOSTILE } from './hostile.ts';

const look = { columns: 80, color: false };
const frame = (entries: ReturnType<typeof journal>, second: number, height = 40): Frame =>
  frameOf(stateOf(entries), at(second), look, height);
const textOf = ({ header, phases }: Frame): string =>
  [...header, ...phases.flatMap(({ text, rows }) => [text, ...rows.flatMap((row) => row.text ?? [])])].join('\n');

test('the header says how long is left, what is true and what waits', () => {
  const { header } = frame(journal(...underWay(), [10, asked('terminate')]), 72);
  expect(header).toEqual([
    'T-7QK2  Tiny instance  CRITICAL  T+01:12',
    'isolate ▶ 0:48 left    revoke 3:48 left',
    'True now: under way, 0 of 3 containing changes hold',
    'Waits for: approval terminate',
  ]);
});
test('a clock is soon at three quarters of its time, and late past it', () => {
  const clocks = (second: number): string => frame(journal(...underWay()), second).header[1] ?? '';
  expect(clocks(89)).toContain('isolate ▶ 0:31 left');
  expect(clocks(90)).toContain('isolate ▶ soon: 0:30 left');
  expect(clocks(132)).toContain('isolate ▶ late by 0:12, limit 2:00');
});
test('a running step says what it waits for and for how long', () => {
  const said: Fact = { is: 'said', key: 'request-snapshots', what: '2 of 2 volumes pending' };
  expect(textOf(frame(journal(...underWay(), [5, said]), 7.5))).toMatch(
    /Request snapshots +4\.5 s {2}2 of 2 volumes pending/,
  );
});
test('an ended change says whether it holds and by whose word', () => {
  const one = frame(contained(), 80);
  expect(textOf(one)).toMatch(/Deny the role’s sessions +5\.0 s {2}holds, 1 policy/);
  expect(one.mark).toBe('good');
});
test('a fan-out is one row that counts', () => {
  const ids = Array.from({ length: 20 }, (_, index) => `eni-0aaaaaaaaaaaaaa${String(index).padStart(2, '0')}`);
  const entries = journal(
    [0, opened()],
    [1, { is: 'fanned', key: 'nics', members: ids, names: ids }],
    ...ids.slice(0, 12).map((id): readonly [number, Fact] => [2, began(nic(id))]),
    ...ids.slice(0, 7).map((id): readonly [number, Fact] => [6, ended(nic(id), holds())]),
    [7, denied(nic(ids[7] ?? ''))],
    [7, ended(nic(ids[8] ?? ''), unproven('NAT'))],
  );
  const row = frame(entries, 11).phases[0]?.rows.find(({ id }) => id === 'isolate-the-interface');
  expect(row?.mark).toBe('running');
  expect(row?.text).toContain('\n  7 of 20, 1 failed, 1 unproven or waiting, 11 to go, done in about 0:11');
});
test('a failed containing step marks its phase and the whole', () => {
  const { mark, phases } = frame(halfIsolated(), 80);
  expect(mark).toBe('bad');
  expect(phases.map(({ phase, mark: each }) => [phase, each])).toEqual([
    ['isolate', 'bad'],
    ['revoke', 'good'],
    // Termination was declined: nothing was done there.
    ['recover', 'skipped'],
  ]);
});
test('it fits a small terminal: what runs or failed is kept, what is done is folded away', () => {
  const entries = journal(...underWay(), [6, ended('request-snapshots')]);
  const small = frame(entries, 20, 9);
  const shown = small.phases[0]?.rows.filter((row) => row.text !== undefined) ?? [];
  expect(shown.map(({ mark }) => mark)).toEqual(['running']);
  expect(small.phases[0]?.text).toContain('2 of 4 steps');
});
test('no line is wider than the terminal, and hostile text is inert', () => {
  const entries = journal(
    ...underWay(),
    [5, { is: 'said', key: 'request-snapshots', what: HOSTILE }],
    [6, ended(nic(NICS[0]), unproven(HOSTILE))],
    [7, { is: 'failed', key: nic(NICS[1]), attempt: 1, calls: [], failure: { reason: 'cannot', message: HOSTILE } }],
  );
  const text = textOf(frame(entries, 20));
  expect(faults(text)).toEqual([]);
  // The renderer puts an indentation and an icon in front.
  expect(text.split('\n').every((line) => widthOf(line) <= 76)).toBe(true);
});
