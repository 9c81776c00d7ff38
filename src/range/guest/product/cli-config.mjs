// `config get`, `set`, `unset` and `patch`. Each write makes the file anew: comments are gone afterwards, and the old
// file stays beside it as .bak, token and all.
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../make-folder.mjs';
import { print, printJson } from './print.mjs';
import { parse, problemsOf, readConfig, valueAt } from './config.mjs';

const KEPT = 4;
const SENSITIVE = /(token|password|secret|apiKey|api_key)$/i;
const REDACTED = '__OPENCLAW_REDACTED__';

function backUp(file) {
  if (!existsSync(file)) return;
  for (let number = KEPT; number > 0; number -= 1) {
    const older = number === 1 ? `${file}.bak` : `${file}.bak.${number - 1}`;
    if (existsSync(older)) renameSync(older, `${file}.bak.${number}`);
  }
  copyFileSync(file, `${file}.bak`);
}

/** Refused as a whole where the result would not be valid. */
export function writeConfig({ place, generation }, config) {
  const problems = problemsOf(config);
  if (problems.length) throw new Error(`Config validation failed: ${problems.join('; ')}`);
  makeFolder(dirname(place.config));
  const meta = { ...config.meta, lastTouchedVersion: generation.version, lastTouchedAt: new Date().toISOString() };
  writeFileSync(`${place.config}.tmp`, `${JSON.stringify({ ...config, meta }, null, 2)}\n`, { mode: 0o600 });
  backUp(place.config);
  renameSync(`${place.config}.tmp`, place.config);
}

function currentOf({ place }) {
  const { raw, problems } = readConfig(place);
  if (problems.length) throw new Error(`Config invalid: ${problems.join('; ')}`);
  return raw;
}

const merged = (before, patch) => {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const isRecord = typeof before === 'object' && before !== null && !Array.isArray(before);
  const result = isRecord ? { ...before } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
};

const nested = (path, value) => path.split('.').reduceRight((inner, key) => ({ [key]: inner }), value);
const redacted = (value, key = '') => {
  if (typeof value === 'string') return SENSITIVE.test(key) ? REDACTED : value;
  if (Array.isArray(value)) return value.map((item) => redacted(item, key));
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, redacted(item, name)]));
  return value;
};

const valueOf = (text) => {
  try {
    return parse(text);
  } catch {
    return text;
  }
};

const RESTART = 'Restart the gateway to apply.';

function get(run) {
  const { words, flags, generation } = run;
  const path = words[2] ?? '';
  const found = valueAt(currentOf(run), path);
  if (found === undefined) throw new Error(`Config path not found: ${path}`);
  // Old versions print secrets as they are.
  const shown = generation.isCurrent ? redacted(found, path.split('.').at(-1)) : found;
  return flags.json || typeof shown === 'object' ? printJson(shown) : print(String(shown));
}

function set(run) {
  const [, , path = '', text = ''] = run.words;
  writeConfig(run, merged(currentOf(run), nested(path, valueOf(text))));
  return print(`Updated ${path}. ${RESTART}`);
}

function unset(run) {
  const path = run.words[2] ?? '';
  writeConfig(run, merged(currentOf(run), nested(path, null)));
  return print(`Removed ${path}. ${RESTART}`);
}

function applyPatch(run) {
  const { flags } = run;
  if (!flags.stdin && !flags.file) throw new Error('config patch needs --stdin or --file <path>');
  const text = readFileSync(flags.stdin ? 0 : flags.file, 'utf8');
  const next = merged(currentOf(run), parse(text));
  const problems = problemsOf(next);
  if (problems.length) throw new Error(`Config validation failed: ${problems.join('; ')}`);
  if (flags['dry-run']) return print('Dry run successful: config would be valid.');
  writeConfig(run, next);
  return flags.json ? printJson({ ok: true, restart: 'required' }) : print(`Applied config patch. ${RESTART}`);
}

const validate = (run) => {
  const { problems } = readConfig(run.place);
  if (run.flags.json)
    printJson({ valid: !problems.length, path: run.place.config, issues: problems.map((message) => ({ message })) });
  else print(problems.length ? problems.join('\n') : 'Config valid');
  return problems.length ? 1 : 0;
};

export const configCommands = ({ isCurrent }) => ({
  get,
  set,
  unset,
  ...(isCurrent && { patch: applyPatch, validate, file: ({ place }) => print(place.config) }),
});
