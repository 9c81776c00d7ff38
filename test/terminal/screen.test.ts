import { expect, test } from 'vitest';
import { type ScreenFlags, screenOf, type Surroundings } from '../../src/terminal/index.ts';
import { filesOf, importsOf } from '../rooms.ts';

const flags: ScreenFlags = { json: false, jsonl: false, noInput: false, color: 'auto' };
const around = (env: Surroundings['env'] = {}, tty = true): Surroundings & { said: string[] } => {
  const said: string[] = [];
  const stream = (name: string) => ({
    isTTY: tty,
    columns: 100,
    write: (text: string) => said.push(`${name} ${text}`),
  });
  return { env, stdin: { isTTY: tty }, stdout: stream('out'), stderr: stream('err'), said };
};

test('data goes to stdout and talk to stderr', () => {
  const surroundings = around();
  const screen = screenOf(surroundings, flags);
  screen.out('data');
  screen.err('talk');
  expect(surroundings.said).toEqual(['out data', 'err talk']);
});
test.each<[string, boolean, Surroundings, Partial<ScreenFlags>]>([
  ['in a terminal', true, around(), {}],
  ['in a pipe', false, around({}, false), {}],
  ['with --no-input', false, around(), { noInput: true }],
  ['with --json', false, around(), { json: true }],
  ['with --jsonl', false, around(), { jsonl: true }],
  ['with TERM=dumb', false, around({ TERM: 'dumb' }), {}],
  ['in CI', false, around({ CI: 'true' }), {}],
  ['where keys come from a pipe', false, { ...around(), stdin: {} }, {}],
])('%s people can be asked: %s', (_, asked, surroundings, given) => {
  expect(screenOf(surroundings, { ...flags, ...given }).interactive).toBe(asked);
});
test.each<[string, boolean, Surroundings, Partial<ScreenFlags>]>([
  ['a terminal', true, around(), {}],
  ['a pipe', false, around({}, false), {}],
  ['NO_COLOR', false, around({ NO_COLOR: '1' }), {}],
  ['an empty NO_COLOR', true, around({ NO_COLOR: '' }), {}],
  ['FORCE_COLOR in a pipe', true, around({ FORCE_COLOR: '1' }, false), {}],
  ['FORCE_COLOR=0', false, around({ FORCE_COLOR: '0' }), {}],
  ['NO_COLOR and FORCE_COLOR', false, around({ NO_COLOR: '1', FORCE_COLOR: '1' }), {}],
  ['TERM=dumb', false, around({ TERM: 'dumb' }), {}],
  ['--color always against NO_COLOR', true, around({ NO_COLOR: '1' }), { color: 'always' }],
  ['--color never', false, around(), { color: 'never' }],
  ['--json and FORCE_COLOR', false, around({ FORCE_COLOR: '1' }), { json: true }],
])('%s means colour: %s', (_, color, surroundings, given) => {
  expect(screenOf(surroundings, { ...flags, ...given }).color).toBe(color);
});
test('without a terminal text is 80 columns wide', () => {
  const surroundings = { ...around(), stderr: { write: () => true } };
  expect(screenOf(surroundings, flags).columns).toBe(80);
  expect(screenOf(around(), flags).columns).toBe(100);
});

test('prompts and the live view are loaded only when they are used', () => {
  const libraries = filesOf('src/terminal/**/*.ts')
    .flatMap(importsOf)
    .filter(({ from }) => /^(listr2|inquirer|@inquirer\/.*)$/.test(from));
  expect(libraries.map(({ from }) => from).toSorted()).toEqual(['inquirer', 'listr2']);
  expect(libraries.filter(({ is }) => is === 'eager')).toEqual([]);
});
