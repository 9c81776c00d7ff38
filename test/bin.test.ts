import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ir-bin-'));
  mkdirSync(join(folder, 'bin'));
  for (const name of ['bin/ir', 'bin/package.json', 'package.json']) cpSync(join(root, name), join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string): void => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const ir = (args: readonly string[], { flags = [] as readonly string[], env = {} } = {}) => {
  const command = [...flags, join(folder, 'bin/ir'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
  });
  return { exit: status, stdout, stderr };
};
/** Makes Node say that it is another version, which is all that the starter looks at. */
const as = (version: string): { flags: readonly string[] } => {
  const lie = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;
  put('as.cjs', lie);
  return { flags: ['--require', join(folder, 'as.cjs')] };
};

test.each(['12.22.12', '18.20.8', '20.20.2', '22.22.1', '23.11.0', '24.14.9', '25.9.0'])(
  'Node %s is refused in words, with what to do, and nothing is loaded',
  (version) => {
    put('dist/ir.js', 'console.log("loaded")');
    const { exit, stdout, stderr } = ir(['run'], as(version));
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(`this is Node ${version}, and ir needs Node ^22.22.2 || ^24.15.0 || >=26`);
    expect(stderr).toMatch('npx ir');
  },
);
test.each(['22.22.2', '22.23.0', '24.15.0', '24.21.0', '26.0.0', '27.1.0'])('Node %s is good enough', (version) => {
  put('dist/ir.js', 'console.log("loaded")');
  expect(ir(['run'], as(version))).toEqual({ exit: 0, stdout: 'loaded\n', stderr: '' });
});
test.each(['--help', '-h', 'help', '--version', '-V'])('%s is answered before anything is loaded', (flag) => {
  put('dist/ir.js', 'console.log("loaded")');
  put('dist/help.txt', 'how to use it\n');
  const { exit, stdout } = ir([flag]);
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^(how to use it|\d+\.\d+\.\d+)\n$/);
});
test('a checkout that was not built runs from its source', () => {
  put('src/cli/main.ts', 'const said: string = "from source"; console.log(said);');
  expect(ir(['--help']).stdout).toBe('from source\n');
});
test('with neither, it says what makes it', () => {
  const { exit, stderr } = ir(['run']);
  expect(exit).toBe(2);
  expect(stderr).toMatch('npm run build');
});
test('a program that can’t start is a failure', () => {
  put('dist/ir.js', 'throw new Error("broken")');
  const { exit, stderr } = ir(['run']);
  expect(exit).toBe(1);
  expect(stderr).toMatch('ir: could not start: Error: broken');
});
test('compiled code is kept where nobody else can write, or not at all', () => {
  put('dist/ir.js', 'console.log("loaded")');
  ir(['run']);
  const cache = join(folder, '.cache/ir-compiled');
  expect(statSync(cache).mode & 0o777).toBe(0o700);
  expect(readdirSync(cache)).toHaveLength(1);
  rmSync(cache, { recursive: true });
  mkdirSync(cache);
  execFileSync('chmod', ['0777', cache]);
  expect(ir(['run']).stdout).toBe('loaded\n');
  expect(readdirSync(cache)).toEqual([]);
});
