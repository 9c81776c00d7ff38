/** One value in a text that is kept line by line, and the text with another in its place. */
export interface Held {
  /** Of several, the last one: it is the one that counts. */
  readonly value: string;
  /** Each of them is changed. */
  readonly put: (text: string, value: string) => string;
}
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** How another value is written there. */
  readonly written: (value: string) => string;
}
const held = (text: string, find: (text: string) => readonly Stretch[]): Held | undefined => {
  const last = find(text).at(-1);
  if (last === undefined) return undefined;
  const put = (now: string, value: string): string =>
    find(now).reduceRight((out, { start, end, written }) => out.slice(0, start) + written(value) + out.slice(end), now);
  return { value: last.value, put };
};
/** A name may come from a config that somebody else wrote. */
const exactly = (name: string): string => name.replace(/[^\w]/g, (sign) => `\\${sign}`);
const unquoted = (text: string): string => text.trim().replace(/^(["'`])(.*)\1$/, '$2');

/** `NAME=value`, `export NAME="value" # a note`: an environment file. */
export const inEnvFile = (text: string, name: string): Held | undefined => {
  const line = new RegExp(
    `^([ \\t]*(?:export[ \\t]+)?${exactly(name)}[ \\t]*=[ \\t]*)("[^"\\n]*"|'[^'\\n]*'|.*?)[ \\t]*(?:[ \\t]#.*)?\\r?$`,
    'gm',
  );
  return held(text, (now) =>
    [...now.matchAll(line)].map(({ index, 1: head = '', 2: value = '' }) => ({
      start: index + head.length,
      end: index + head.length + value.length,
      value: unquoted(value),
      written: (next) => next,
    })),
  );
};

/** As systemd.syntax has it: words between blanks, quotes, backslashes; a line goes on after a backslash at its end. */
const ASSIGNMENT = /^[ \t]*Environment[ \t]*=((?:\\\r?\n|[^\n])*)/gm;
const WORD = /(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\\(?!\r?\n)[^]|[^\s"'\\])+/g;
const PART = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|((?:\\[^]|[^"'\\])+)/g;
const SPECIAL: Readonly<Record<string, string>> = { n: '\n', t: '\t', s: ' ' };
const meant = (word: string): string =>
  word
    .replace(PART, (_, double?: string, single?: string, bare?: string) => double ?? single ?? bare ?? '')
    .replace(/\\([^])/g, (_, sign: string) => SPECIAL[sign] ?? sign)
    .replaceAll('%%', '%');
/** `Environment=NAME=value "OTHER=…"`, in a unit or what changes it. */
export const inUnit = (text: string, name: string): Held | undefined =>
  held(text, (now) =>
    [...now.matchAll(ASSIGNMENT)].flatMap(({ index, 0: whole, 1: words = '' }) =>
      [...words.matchAll(WORD)].flatMap(({ index: at, 0: word }): Stretch[] => {
        const said = meant(word);
        if (!said.startsWith(`${name}=`)) return [];
        const start = index + whole.length - words.length + at;
        const quote = /^["']/.exec(word)?.[0] ?? '';
        const written = (next: string): string => `${quote}${name}=${next.replaceAll('%', '%%')}${quote}`;
        return [{ start, end: start + word.length, value: said.slice(name.length + 1), written }];
      }),
    ),
  );
/** `--token value` of a program that the unit starts. What is put there is nothing: everybody sees a command line. */
export const inCommand = (text: string, flag: string): Held | undefined => {
  const word = new RegExp(
    `(^[ \\t]*ExecStart[ \\t]*=(?:\\\\\\r?\\n|.)*?)(?:[ \\t]|\\\\\\r?\\n)+--${exactly(flag)}(?:=|(?:[ \\t]|\\\\\\r?\\n)+)("[^"]*"|'[^']*'|[^\\s\\\\]+)`,
    'm',
  );
  const found = word.exec(text);
  return found
    ? { value: unquoted(found[2] ?? ''), put: (now) => now.replace(word, (_, head: string) => head) }
    : undefined;
};
