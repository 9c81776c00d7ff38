import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSpots, type Spot, spotAt, textAt, textsIn, withValue } from '../../src/host/program/json5.ts';

/** JSON5 is a part of JavaScript: what a value is, JavaScript says. */
const evaluated = (text: string): unknown => runInNewContext(`(${text}\n)`);
const valueOf = ({ value, members, start }: Spot, text: string): unknown => {
  if (members === undefined) return value;
  const inside = [...members].map(([name, spot]) => [name, valueOf(spot, text)] as const);
  return text[start] === '[' ? inside.map(([, one]) => one) : Object.fromEntries(inside);
};
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' ? `number ${one}` : one))) as unknown;

const gap = fc
  .array(
    fc.constantFrom(
      ' ',
      '\n',
      '\t',
      '\r\n',
      '\uFEFF',
      '\u00A0',
      '\u2028',
      '// a note: {"token": "no"}\n',
      "/* it's 'one' */",
      '/**/',
      '// }\r\n',
    ),
    { maxLength: 2 },
  )
  .map((parts) => parts.join(''));
const character = fc.oneof(
  fc.constantFrom(...Array.from('abc xyz/*{}[],:#$'), 'é', '字', '\u{1F511}'),
  fc.constantFrom(
    ...Array.from('bfnrtv0').map((each) => `\\${each}`),
    String.raw`\x4a`,
    String.raw`\u00e9`,
    String.raw`\\`,
    String.raw`\/`,
    String.raw`\"`,
    String.raw`\'`,
    '\\\n',
    '\\\r\n',
    '\\a',
  ),
);
/** No digits among them: after \0 one would be an octal escape, which JSON5 does not have. */
const quoted = fc
  .tuple(fc.constantFrom('"', "'"), fc.array(character, { maxLength: 8 }))
  .map(([quote, parts]) => quote + parts.join('') + quote);
const bare = fc.constantFrom('a', 'token', '$x', '_y9', 'gateway', 'ключ', 'null', 'true', 'if', 'Infinity');
const name = fc.oneof(bare, quoted);
const literal = fc.oneof(
  fc.constantFrom(
    'true',
    'false',
    'null',
    '0',
    '-1',
    '+2',
    '.5',
    '5.',
    '1e3',
    '-1.5E-2',
    '0x1F',
    '0XaB',
    'Infinity',
    '-Infinity',
    'NaN',
  ),
  fc.integer().map(String),
);
const { value: json5 } = fc.letrec<{ value: string }>((tie) => {
  const item = fc.tuple(gap, tie('value'), gap).map((parts) => parts.join(''));
  const member = fc.tuple(gap, name, gap, tie('value'), gap).map(([a, key, b, one, c]) => `${a}${key}${b}:${one}${c}`);
  const listed = (open: string, each: fc.Arbitrary<string>, close: string) =>
    fc.tuple(fc.array(each, { maxLength: 4 }), gap, fc.boolean()).map(([all, end, trails]) => {
      const comma = trails && all.length > 0 ? ',' : '';
      return `${open}${all.join(',')}${comma}${end}${close}`;
    });
  return {
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      literal,
      quoted,
      listed('[', item, ']'),
      listed('{', member, '}'),
    ),
  };
});
const whole = fc.tuple(gap, json5, gap).map((parts) => parts.join(''));

describe('any JSON5 text', () => {
  test('is read as JavaScript reads it', () => {
    fc.assert(
      fc.property(whole, (text) => {
        expect(plain(valueOf(parseSpots(text), text))).toEqual(plain(evaluated(text)));
      }),
      { numRuns: 200 },
    );
  });
  test('has each value where its spot says, and keeps all else when one is changed', () => {
    fc.assert(
      fc.property(whole, fc.nat(), fc.string(), (text, at, next) => {
        const root = parseSpots(text);
        const texts = [...textsIn(root)];
        const [path, before] = texts[at % Math.max(1, texts.length)] ?? [];
        if (path === undefined) return;
        const spot = spotAt(root, path);
        if (spot === undefined) throw new Error('no spot');
        expect(evaluated(text.slice(spot.start, spot.end))).toBe(before);
        const changed = withValue(text, spot, next);
        expect(changed.startsWith(text.slice(0, spot.start))).toBe(true);
        expect(changed.endsWith(text.slice(spot.end))).toBe(true);
        expect(textAt(parseSpots(changed), path)).toBe(next);
        const others = (from: string) =>
          [...textsIn(parseSpots(from))].filter(([each]) => each.join('\0') !== path.join('\0'));
        expect(others(changed)).toEqual(others(text));
      }),
      { numRuns: 200 },
    );
  });
});

describe('what JavaScript can’t be asked about', () => {
  test('a member named __proto__ is a member', () => {
    expect(textAt(parseSpots('{"__proto__": {token: "a"}}'), ['__proto__', 'token'])).toBe('a');
    expect(spotAt(parseSpots('{}'), ['constructor', 'name'])).toBeUndefined();
  });
  test('the last of two members of one name is the one', () => {
    const text = '{token: "first", token: "second"}';
    expect(textAt(parseSpots(text), ['token'])).toBe('second');
  });
  test('a name may be made of letters with marks, and of escapes', () => {
    const text = '{e\u0301te\u0301: "a", क्षि: "b", \\u0074oken: "c"}';
    const found = parseSpots(text);
    expect(textAt(found, ['e\u0301te\u0301'])).toBe('a');
    expect(textAt(found, ['क्षि'])).toBe('b');
    expect(textAt(found, ['token'])).toBe('c');
  });
  test.each([
    ['a comment that a lone return ends', '{// a\r token: "a"}'],
    ['a comment that a line separator ends', '{// a\u2028 token: "a"}'],
    ['a string over two lines by a line separator', '{token: "\\\u2028a"}'],
    ['an octal-like number beside it', '{port: -0x10, token: "a"}'],
  ])('%s', (_, text) => {
    expect(textAt(parseSpots(text), ['token'])).toBe('a');
  });
  test('numbers have their sign', () => {
    expect(spotAt(parseSpots('{a: -0x10}'), ['a'])?.value).toBe(-16);
    expect(spotAt(parseSpots('{a: +0x10}'), ['a'])?.value).toBe(16);
  });
});

describe('what is no JSON5', () => {
  test.each([
    '',
    '{',
    '{a}',
    '{a:}',
    '{a: 1 b: 2}',
    '[1',
    '"a',
    "'a\\",
    '{"a": "b}',
    '{,}',
    '[,]',
    '{} {}',
    '/* ',
    '{a: foo}',
    '{a: 1.2.3}',
    '{a: "\\u12"}',
    '{1a: 2}',
    '{a: True}',
    '{a: nul}',
    '{a: "b\nc"}',
  ])('%j is refused, with a place in it', (text) => {
    expect(() => parseSpots(text)).toThrow(/^not JSON5 at character \d+$/);
  });
  test('any text at all is read or refused, and no more', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}[]:,"\'/*\\ab1 \n')) }), (text) => {
        const why = ((): unknown => {
          try {
            parseSpots(text);
            return new SyntaxError('none');
          } catch (error) {
            return error;
          }
        })();
        expect(why).toBeInstanceOf(SyntaxError);
      }),
      { numRuns: 200 },
    );
  });
  test('a megabyte of blanks, or of depth, is no trouble', () => {
    expect(textAt(parseSpots(`${' '.repeat(1 << 20)}{token: "a"}`), ['token'])).toBe('a');
    expect(textAt(parseSpots(`/*${'*'.repeat(1 << 20)}*/{token: "a"}`), ['token'])).toBe('a');
    expect(() => parseSpots('['.repeat(200_000))).toThrow(Error);
  });
});
