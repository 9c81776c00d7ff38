import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inCommand, inEnvFile, inUnit } from '../../src/host/program/lines.ts';

const NAME = 'OPENCLAW_GATEWAY_TOKEN';
/** What a token or a password of this program, or of a person, is made of. */
const token = fc.string({ unit: fc.constantFrom(...Array.from('abcXYZ0189+/=_-.')), minLength: 1, maxLength: 40 });
const password = fc
  .string({
    unit: fc.constantFrom(...Array.from('abc XYZ09!#$&*()[]{}<>?~;:,.@^|%"\'\\')),
    minLength: 1,
    maxLength: 20,
  })
  .filter((text) => text.trim() === text);
const without = (text: string, ...values: readonly string[]): string =>
  values.reduce((out, value) => out.replace(value, () => '…'), text);

describe('a variable of a unit', () => {
  const escaped = (value: string): string => value.replace(/["'\\]/g, String.raw`\$&`).replaceAll('%', '%%');
  const styles: readonly (readonly [string, (value: string) => string])[] = [
    ['in quotes with its name', (value) => `Environment="${NAME}=${escaped(value)}"`],
    ['in single ones', (value) => `Environment='${NAME}=${escaped(value)}'`],
    ['in quotes of its own', (value) => `Environment=${NAME}="${escaped(value)}"`],
    ['after another', (value) => `Environment=HOME=/home/u "${NAME}=${escaped(value)}" "A=b c"`],
    ['on a second line', (value) => `Environment=HOME=/home/u \\\n  "${NAME}=${escaped(value)}" \\\n  A=b`],
    ['with blanks about the sign', (value) => `  Environment = "${NAME}=${escaped(value)}"`],
  ];
  const unit = (line: string): string =>
    `[Unit]\nDescription=Gateway\n#Environment=${NAME}=a-remark\n\n[Service]\nExecStart=/usr/bin/openclaw gateway\nEnvironment=OTHER_${NAME}=left PATH=/bin\n${line}\nRestart=always\n`;

  test.each(styles)('%s is read, and is changed alone', (_, style) => {
    fc.assert(
      fc.property(password, token, (old, next) => {
        const text = unit(style(old));
        const held = inUnit(text, NAME);
        expect(held?.value).toBe(old);
        const changed = held?.put(text, next) ?? '';
        expect(inUnit(changed, NAME)?.value).toBe(next);
        expect(changed.split('\n')).toHaveLength(text.split('\n').length);
        const others = text.split('\n').filter((line) => !line.includes(`${NAME}=`) || line.includes('remark'));
        expect(others.filter((line) => !changed.includes(line))).toEqual([]);
        expect(inUnit(changed, `OTHER_${NAME}`)?.value).toBe('left');
      }),
      { numRuns: 60 },
    );
  });
  test('unquoted is read, and is changed alone', () => {
    fc.assert(
      fc.property(token, token, (old, next) => {
        const text = unit(`Environment=A=b ${NAME}=${old} C=d`);
        expect(inUnit(text, NAME)?.value).toBe(old);
        expect(inUnit(text, NAME)?.put(text, next)).toBe(unit(`Environment=A=b ${NAME}=${next} C=d`));
      }),
    );
  });
  test('set twice: the last one counts, and both are changed', () => {
    const text = unit(`Environment=${NAME}=first\nEnvironment="A=b" "${NAME}=second"`);
    const held = inUnit(text, NAME);
    expect(held?.value).toBe('second');
    expect(held?.put(text, 'new')).toBe(unit(`Environment=${NAME}=new\nEnvironment="A=b" "${NAME}=new"`));
  });
  test('a name that ends so, a remark, and a value that mentions it are not it', () => {
    expect(
      inUnit(`Environment=OTHER_${NAME}=a\n#Environment=${NAME}=b\nEnvironment="NOTE=see ${NAME}=c"\n`, NAME),
    ).toBeUndefined();
  });
});

describe('a variable of an environment file', () => {
  test.each<readonly [string, string, string]>([
    ['plain', `${NAME}=old-token`, `${NAME}=new`],
    ['exported', `export ${NAME}=old-token`, `export ${NAME}=new`],
    ['in quotes', `${NAME}="old-token"`, `${NAME}=new`],
    ['in single quotes', `  ${NAME} = 'old-token'`, `  ${NAME} = new`],
    ['with a note behind', `${NAME}=old-token # from the setup`, `${NAME}=new # from the setup`],
    ['with lines as Windows ends them', `${NAME}=old-token\r`, `${NAME}=new\r`],
  ])('%s', (_, line, after) => {
    const text = `# the gateway\n\nA=1\n${line}\nB_${NAME}=left\n`;
    const held = inEnvFile(text, NAME);
    expect(held?.value).toBe('old-token');
    expect(held?.put(text, 'new')).toBe(without(text, line).replace('…', after));
  });
  test('set twice: the last one counts, and both are changed', () => {
    const text = `${NAME}=first\nA=b\n${NAME}=second\n`;
    expect(inEnvFile(text, NAME)?.value).toBe('second');
    expect(inEnvFile(text, NAME)?.put(text, 'new')).toBe(`${NAME}=new\nA=b\n${NAME}=new\n`);
  });
  test('any token takes the place of any other, whatever it is made of', () => {
    fc.assert(
      fc.property(token, token, (old, next) => {
        const text = `A=$&\n${NAME}=${old}\nZ=1\n`;
        expect(inEnvFile(text, NAME)?.value).toBe(old);
        expect(inEnvFile(text, NAME)?.put(text, next)).toBe(`A=$&\n${NAME}=${next}\nZ=1\n`);
      }),
    );
    expect(inEnvFile(`${NAME}=a\n`, NAME)?.put(`${NAME}=a\n`, '$1$&')).toBe(`${NAME}=$1$&\n`);
  });
  test('a remark is none', () => {
    expect(inEnvFile(`#${NAME}=a\n# ${NAME}=b\n`, NAME)).toBeUndefined();
  });
  test('a name that somebody has put together to be a pattern is only a name', () => {
    for (const name of ['(', 'A|B', '.*', '(a+)+$', '[', '\\', 'A\nB']) {
      expect(() => inEnvFile('A=1\n', name)).not.toThrow();
      expect(inEnvFile('A=1\n', name)).toBeUndefined();
      expect(inUnit('Environment=A=1\n', name)).toBeUndefined();
    }
  });
});

describe('a token on a command line', () => {
  test.each([
    ['ExecStart=/usr/bin/openclaw gateway --token old-token --port 1', 'ExecStart=/usr/bin/openclaw gateway --port 1'],
    ['ExecStart=/usr/bin/openclaw gateway --token=old-token', 'ExecStart=/usr/bin/openclaw gateway'],
    ['ExecStart=/usr/bin/openclaw gateway --token "old-token"', 'ExecStart=/usr/bin/openclaw gateway'],
    [
      'ExecStart=/usr/bin/openclaw gateway \\\n  --token old-token \\\n  --port 1',
      'ExecStart=/usr/bin/openclaw gateway \\\n  --port 1',
    ],
  ])('%j: it is read, and taken off', (line, after) => {
    const text = `[Service]\nEnvironment=A=b\n${line}\nRestart=always\n`;
    expect(inCommand(text, 'token')?.value).toBe('old-token');
    expect(inCommand(text, 'token')?.put(text, 'never')).toBe(`[Service]\nEnvironment=A=b\n${after}\nRestart=always\n`);
  });
  test('another flag that begins so is not it', () => {
    expect(inCommand('ExecStart=/usr/bin/openclaw gateway --token-file /run/t\n', 'token')).toBeUndefined();
  });
});
