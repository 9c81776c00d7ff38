// The environment and the command line of a service, from its unit.
import { readFileSync } from 'node:fs';
import { wordsOf } from './words.mjs';

const all = (unit, key) => unit.settings[`Service.${key}`] ?? [];
export const last = (unit, key, usual) => all(unit, key).at(-1) ?? usual;

/** `%h`, `%u` and their like: systemd.unit(5). */
export function specified(text, unit, scope) {
  const prefix = unit.name.replace(/\.service$/, '');
  const values = {
    h: scope.home,
    u: scope.name === 'user' ? 'ubuntu' : 'root',
    U: String(scope.uid),
    t: scope.runtime,
    n: unit.name,
    N: prefix,
    p: prefix.split('@')[0],
    i: prefix.split('@')[1] ?? '',
    '%': '%',
  };
  return text.replace(/%(.)/g, (whole, letter) => values[letter] ?? whole);
}

const pairOf = (word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)];

/** `Environment=`, as pairs. */
export const environmentOf = (unit, scope) =>
  all(unit, 'Environment')
    .flatMap((value) => wordsOf(specified(value, unit, scope)))
    .filter((word) => word.includes('='))
    .map(pairOf);

/** The paths of `EnvironmentFile=`; `-` says that a file may be missing. */
export const environmentFilesOf = (unit, scope) =>
  all(unit, 'EnvironmentFile').map((value) => {
    const optional = value.startsWith('-');
    return { path: wordsOf(specified(optional ? value.slice(1) : value, unit, scope))[0] ?? '', optional };
  });

const isComment = (line) => !line.trim() || /^\s*[#;]/.test(line);

function pairsIn({ path, optional }) {
  try {
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines
      .filter((line) => !isComment(line) && line.includes('='))
      .map((line) => [pairOf(line)[0].trim(), wordsOf(pairOf(line)[1])[0] ?? '']);
  } catch (error) {
    if (optional) return [];
    throw Object.assign(new Error(`Failed to load environment files: ${error.message}`), { result: 'resources' });
  }
}

/** Files are read at each start, and win over `Environment=`. */
export function fullEnvironment(unit, scope, more) {
  const files = environmentFilesOf(unit, scope).flatMap(pairsIn);
  const runsAs = last(unit, 'User');
  const person =
    scope.name === 'system' && runsAs === 'ubuntu'
      ? { HOME: '/home/ubuntu', USER: 'ubuntu', LOGNAME: 'ubuntu', SHELL: '/bin/bash' }
      : {};
  const unset = new Set(all(unit, 'UnsetEnvironment').flatMap(wordsOf));
  const pairs = [
    ...Object.entries({ ...scope.environment, ...person, ...more }),
    ...environmentOf(unit, scope),
    ...files,
  ];
  return Object.fromEntries(pairs.filter(([name]) => !unset.has(name)));
}

const substituted = (word, environment) => {
  const alone = /^\$([A-Za-z_]\w*)$/.exec(word);
  if (alone) return wordsOf(environment[alone[1]] ?? '');
  return [word.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, name) => environment[name] ?? '').replaceAll('$$', '$')];
};

/** One command of `ExecStart=` and its like; `-` and other signs before it are taken off. */
export function commandOf(value, unit, scope, environment) {
  const [signs = ''] = /^[-@:+!]*/.exec(value) ?? [];
  const words = wordsOf(specified(value.slice(signs.length), unit, scope));
  return { argv: words.flatMap((word) => substituted(word, environment)), mayFail: signs.includes('-') };
}

export const commandsOf = (unit, key) => all(unit, key);
