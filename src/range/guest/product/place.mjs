// Where an installation keeps its state and its config: an explicit path, then the first file that exists.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const given = (generation, name) => generation.env[name].map((variable) => process.env[variable]).find(Boolean);

function foldersOf(generation, profile) {
  const explicit = given(generation, 'STATE_DIR');
  if (explicit) return [explicit];
  const home = process.env.HOME ?? '/root';
  return generation.folders.map((folder) => join(home, profile ? `${folder}-${profile}` : folder));
}

export function placeOf(generation, profile) {
  const folders = foldersOf(generation, profile);
  const files = folders.flatMap((folder) => generation.files.map((file) => join(folder, file)));
  const config = given(generation, 'CONFIG_PATH') ?? files.find((file) => existsSync(file)) ?? files[0];
  const state = given(generation, 'STATE_DIR') ?? (files.includes(config) ? dirname(config) : folders[0]);
  return { state, config };
}

/** `.env` of the state folder fills variables which are unset. */
export function loadDotenv({ state }) {
  let text = '';
  try {
    text = readFileSync(join(state, '.env'), 'utf8');
  } catch {
    return;
  }
  for (const line of text.split('\n')) {
    const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name) process.env[name] ??= value.replace(/^(["'])(.*)\1$/, '$2');
  }
}

export const fromEnvironment = given;
