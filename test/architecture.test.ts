import { describe, expect, test } from 'vitest';
import { filesOf, importsOf, linesOf, roomOf, ROOMS, syntaxOf, textOf } from './rooms.ts';

const source = filesOf('src/**/*.ts');
const playbooks = filesOf('playbooks/*.ts').filter((file) => file !== 'playbooks/index.ts');
const scripts = filesOf('bin/**/*.mts', 'bench/**/*.{ts,mjs}');
const tests = filesOf('test/**/*.ts');
const imports = source.flatMap(importsOf);
const shown = (one: { file: string; from: string }): string => `${one.file} imports ${one.from}`;
const rank = (room: string): number => (ROOMS as readonly string[]).indexOf(room);

test('the source was read, and its imports were found', () => {
  expect(source.length).toBeGreaterThan(40);
  expect(imports.length).toBeGreaterThan(source.length);
  expect(new Set(imports.map((one) => one.is))).toEqual(new Set(['eager', 'lazy', 'type']));
  const known = new Set([...source, ...filesOf('playbooks/*.ts'), 'package.json']);
  expect(imports.filter(({ to }) => to !== undefined && !known.has(to)).map(shown)).toEqual([]);
});

describe('rooms', () => {
  test('every source file is in a room', () => {
    expect(source.filter((file) => rank(roomOf(file)) < 0)).toEqual([]);
  });
  test('a room imports only rooms above it', () => {
    const wrong = imports.filter(
      ({ file, to }) => to?.startsWith('src/') === true && rank(roomOf(to)) > rank(roomOf(file)),
    );
    expect(wrong.map(shown)).toEqual([]);
  });
  test('a room is entered through its index', () => {
    const wrong = imports.filter(
      ({ file, to }) =>
        to?.startsWith('src/') === true && roomOf(to) !== roomOf(file) && to !== `src/${roomOf(to)}/index.ts`,
    );
    expect(wrong.map(shown)).toEqual([]);
  });
  test('only the command line, and what is made from playbooks, knows the playbooks', () => {
    const wrong = imports.filter(({ file, to }) => to?.startsWith('playbooks/') === true && roomOf(file) !== 'cli');
    expect(wrong.map(shown)).toEqual([]);
  });
});

describe('libraries', () => {
  const users = (library: RegExp): readonly string[] =>
    [...new Set(imports.filter((one) => library.test(one.from)).map((one) => roomOf(one.file)))].toSorted();
  test('listr2 and inquirer live only in the terminal room', () => {
    expect(users(/^(listr2|inquirer|@inquirer\/.*|@listr2\/.*)$/).filter((room) => room !== 'terminal')).toEqual([]);
  });
  test('commander lives only in the command line', () => {
    expect(users(/^commander$/).filter((room) => room !== 'cli')).toEqual([]);
  });
  test('an AWS client is imported only by its re-export file, and by the range’s services', () => {
    const wrong = imports.filter(
      ({ file, from, is }) =>
        from.startsWith('@aws-sdk/client-') &&
        is !== 'type' &&
        !/^src\/aws\/clients\/[\w-]+\.ts$|^src\/range\/services\/[\w-]+\/(sdk|errors)\.ts$/.test(file),
    );
    expect(wrong.map(shown)).toEqual([]);
  });
  test('a client’s re-export file is only ever imported lazily', () => {
    const clients = imports.filter(({ to }) => to?.startsWith('src/aws/clients/') === true);
    expect(clients.filter(({ is }) => is === 'eager').map(shown)).toEqual([]);
    expect(clients.filter(({ is }) => is === 'lazy').length).toBeGreaterThan(5);
  });
});

describe('playbooks', () => {
  test('there are some', () => {
    expect(playbooks.length).toBeGreaterThan(0);
  });
  const FORBIDDEN =
    /^(If|For|ForOf|ForIn|While|DoWhile|Switch|Try|Throw|Labeled)Statement$|^(Await|Yield|Conditional|Logical|Binary|Unary|Update|Assignment|New|Class|TaggedTemplate|Import)Expression$/;
  test.each(playbooks)('%s uses the language, fields, actions and other playbooks only', (file) => {
    const wrong = importsOf(file).filter(
      ({ to }) => to === undefined || !/^(src\/(language|fields|actions)\/index\.ts|playbooks\/[\w-]+\.ts)$/.test(to),
    );
    expect(wrong.map(shown)).toEqual([]);
  });
  test.each(playbooks)('%s has no branches, loops, waiting or arithmetic', (file) => {
    const found = [...syntaxOf(file)];
    expect(found).toContain('CallExpression');
    expect(found.filter((type) => FORBIDDEN.test(type))).toEqual([]);
  });
});

describe('files', () => {
  const all = [...source, ...playbooks, ...scripts, ...tests];
  test('none is longer than 300 lines', () => {
    expect(all.filter((file) => linesOf(file) > 300).map((file) => `${file}: ${linesOf(file)}`)).toEqual([]);
  });
  test('half of the source files are shorter than 60 lines', () => {
    const lengths = source.map(linesOf).toSorted((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(60);
  });
  test('a lint rule is only switched off with a reason', () => {
    const silent = all.flatMap((file) =>
      textOf(file)
        .split('\n')
        .filter((line) => /(ox|es)lint-disable|@ts-ignore|@ts-nocheck/.test(line) && !/ -- \S/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(silent.filter((line) => !line.startsWith('test/architecture.test.ts'))).toEqual([]);
  });
  test('the starter starts the command line and nothing else', () => {
    const asked = [...textOf('bin/ir').matchAll(/require\('([^']+)'\)|join\(root, ('[^)]*)\)/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    );
    expect(asked.toSorted()).toEqual([
      "'dist', 'help.txt'",
      "'dist', 'ir.js'",
      "'package.json'",
      "'src', 'cli', 'main.ts'",
      'fs',
      'module',
      'path',
      'url',
      'v8',
    ]);
  });
});
