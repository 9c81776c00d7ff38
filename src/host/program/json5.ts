/** A value of a JSON5 text, with where it stands, so that one can be changed and all else kept: comments too. */
export interface Spot {
  readonly start: number;
  readonly end: number;
  readonly value: string | number | boolean | null | undefined;
  readonly members?: ReadonlyMap<string, Spot>;
}
const SPACE = /(?:\s|\uFEFF|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const WORD = /[\p{L}\p{N}$_+.-]+/uy;
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
      if (char !== '\\') {
        out += char;
        continue;
      }
      at += 1;
      const escape = text[at] ?? '';
      if (escape === 'u' || escape === 'x') {
        const length = escape === 'u' ? 4 : 2;
        out += String.fromCharCode(Number.parseInt(text.slice(at + 1, at + 1 + length), 16));
        at += length;
      } else if (escape === '\r' && text[at + 1] === '\n') at += 1;
      else if (escape !== '\n' && escape !== '\r') out += ESCAPES[escape] ?? escape;
    }
    return fail();
  };
  const word = (): string => {
    WORD.lastIndex = at;
    const found = WORD.exec(text)?.[0];
    if (found === undefined) return fail();
    at = WORD.lastIndex;
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
        const name = isQuote() ? quoted() : word();
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
    const found = isQuote() ? quoted() : literal(word());
    return { start, end: at, value: found };
  };
  const root = value();
  space();
  if (at < text.length) fail();
  return root;
};
const literal = (word: string): number | boolean | null =>
  word === 'true' ? true : word === 'false' ? false : word === 'null' ? null : Number(word);

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
