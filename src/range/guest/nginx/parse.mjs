// nginx's configuration: directives with words, some with a block of others; `include` takes files by pattern.
import { readdirSync, readFileSync } from 'node:fs';
import { fits } from '../manager/patterns.mjs';

export const MAIN = '/etc/nginx/nginx.conf';

function wordsOf(text) {
  const found = text
    .replace(/(^|\s)#[^\n]*/g, '$1')
    .matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([{};])|([^\s{};"']+)/g);
  return [...found].map(([, double, single, sign, word]) => ({ sign, word: double ?? single ?? word }));
}

/** The files that an `include` means. */
function filesFor(pattern) {
  const path = pattern.startsWith('/') ? pattern : `/etc/nginx/${pattern}`;
  const folder = path.slice(0, path.lastIndexOf('/'));
  try {
    return readdirSync(folder)
      .filter((name) => fits(path.slice(folder.length + 1), name))
      .toSorted()
      .map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}

/** Every file with its text, in the order in which it was read. */
export function readAll(file = MAIN, files = []) {
  const text = readFileSync(file, 'utf8');
  files.push({ file, text });
  const words = wordsOf(text);
  const stack = [[]];
  let line = [];
  for (const { sign, word } of words) {
    if (!sign) line.push(word);
    else if (sign === '{') {
      const block = { name: line[0], words: line.slice(1), block: [] };
      stack.at(-1).push(block);
      stack.push(block.block);
    } else if (sign === '}') stack.pop();
    else if (line[0] === 'include')
      for (const one of filesFor(line[1])) stack.at(-1)?.push(...readAll(one, files).directives);
    else stack.at(-1)?.push({ name: line[0], words: line.slice(1) });
    if (sign) line = [];
    if (!stack.length) throw new Error(`unexpected "}" in ${file}`);
  }
  if (stack.length !== 1 || line.length) throw new Error(`unexpected end of file, expecting ";" or "}" in ${file}`);
  return { directives: stack[0], files };
}

const all = (directives, name) => directives.filter((one) => one.name === name);

/** The servers of the http block: where they listen, and what they do with a path. */
export function serversOf(directives) {
  const http = all(directives, 'http').flatMap(({ block }) => block);
  return all(http, 'server').map(({ block }) => ({
    ports: all(block, 'listen').map(({ words }) => Number(/(\d+)$/.exec(words[0])?.[1] ?? 80)),
    own: block,
    locations: all(block, 'location').map(({ words, block: inner }) => ({ prefix: words.at(-1), block: inner })),
  }));
}
