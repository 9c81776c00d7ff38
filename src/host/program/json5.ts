/** A value of a JSON5 text, with where it stands, so that one can be changed and all else kept: comments too. */
export interface Spot {
  readonly start: number;
  readonly end: number;
  readonly value: string | number | boolean | null | undefined;
  readonly members?: ReadonlyMap<string, Spot>;
}
const SPACE = /(?:\s|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/)*/y;
const NAME = /(?:[$_\p{ID_Start}]|\\u[\da-f]{4})(?:[$\u200C\u200D\p{ID_Continue}]|\\u[\da-f]{4})*/iuy;
const LITERAL = /true|false|null|[+-]?(?:Infinity|NaN|0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y;
const BREAKS = new Set(['\n', '\r', '\u2028', '\u2029']);
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' };

/** Throws SyntaxError with the position where the text is not JSON5. */
export const parseSpots = (text: string): Spot => {
  let at = 0;
  const fail = (): never => {
    throw new SyntaxError(`not JSON5 at character ${at}`);
  };
  const space = (): void => {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    at = SPACE.lastIndex;
  };
  const quoted = (): string => {
    const quote = text[at];
    let out = '';
    for (at += 1; at < text.length; at += 1) {
      const char = text[at] as string;
      if (char === quote) {
        at += 1;
        return out;
      }
      if (char === '\n' || char === '\r') return fail();
      if (char !== '\\') {
        out += char;
        continue;
      }
      at += 1;
      const escape = text[at] ?? '';
      if (escape === 'u' || escape === 'x') {
        const code = text.slice(at + 1, at + (escape === 'u' ? 5 : 3));
        if (!/^(?:[\da-f]{2}){1,2}$/i.test(code)) fail();
        out += String.fromCharCode(Number.parseInt(code, 16));
        at += code.length;
      } else if (escape === '\r' && text[at + 1] === '\n') at += 1;
      else if (!BREAKS.has(escape)) out += ESCAPES[escape] ?? escape;
    }
    return fail();
  };
  const word = (shape: RegExp): string => {
    shape.lastIndex = at;
    const found = shape.exec(text)?.[0];
    if (found === undefined) return fail();
    at = shape.lastIndex;
    return found;
  };
  const isQuote = (): boolean => text[at] === '"' || text[at] === "'";
  const inside = (close: string, item: (index: number) => readonly [string, Spot]): Map<string, Spot> => {
    const members = new Map<string, Spot>();
    at += 1;
    for (let index = 0; ; index += 1) {
      space();
      if (text[at] === close) break;
      const [name, spot] = item(index);
      members.set(name, spot);
      space();
      if (text[at] === ',') at += 1;
      else if (text[at] !== close) fail();
    }
    at += 1;
    return members;
  };
  const value = (): Spot => {
    space();
    const start = at;
    if (text[at] === '{') {
      const members = inside('}', () => {
        const name = isQuote() ? quoted() : unescaped(word(NAME));
        space();
        if (text[at] !== ':') fail();
        at += 1;
        return [name, value()];
      });
      return { start, end: at, value: undefined, members };
    }
    if (text[at] === '[') {
      const members = inside(']', (index) => [String(index), value()]);
      return { start, end: at, value: undefined, members };
    }
    const found = isQuote() ? quoted() : literal(word(LITERAL));
    return { start, end: at, value: found };
  };
  const root = value();
  space();
  if (at < text.length) fail();
  return root;
};
const unescaped = (name: string): string =>
  name.replace(/\\u(.{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
const literal = (word: string): number | boolean | null => {
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  // Number() takes no sign before 0x.
  return word.startsWith('-') ? -Number(word.slice(1)) : Number(word.replace('+', ''));
};

export const spotAt = (root: Spot | undefined, path: readonly string[]): Spot | undefined =>
  path.reduce<Spot | undefined>((spot, name) => spot?.members?.get(name), root);
export const textAt = (root: Spot | undefined, path: readonly string[]): string | undefined => {
  const found = spotAt(root, path)?.value;
  return typeof found === 'string' ? found : undefined;
};
/** The text with that value changed, and nothing else. */
export const withValue = (text: string, spot: Spot, value: string): string =>
  text.slice(0, spot.start) + JSON.stringify(value) + text.slice(spot.end);
/** Every text in it, with its path. */
export const textsIn = function* (
  spot: Spot | undefined,
  path: readonly string[] = [],
): Generator<[readonly string[], string]> {
  if (typeof spot?.value === 'string') yield [path, spot.value];
  for (const [name, member] of spot?.members ?? []) yield* textsIn(member, [...path, name]);
};
