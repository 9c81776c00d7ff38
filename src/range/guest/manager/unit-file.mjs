// Reads unit files: a fragment and its drop-ins, into lists of values by `Section.Key`.
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

const textOf = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const stampOf = (path) => {
  try {
    const { mtimeMs, ino, size } = statSync(path);
    return `${path}:${mtimeMs}:${ino}:${size}`;
  } catch {
    return `${path}:gone`;
  }
};

const listOf = (folder) => {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
};

/** An empty assignment forgets what was assigned before. */
function read(text, settings) {
  let section = '';
  const lines = text.replace(/\\\n/g, ' ').split('\n');
  for (const line of lines.map((one) => one.trim())) {
    if (!line || line.startsWith('#') || line.startsWith(';')) continue;
    if (line.startsWith('[')) section = line.slice(1, line.indexOf(']'));
    else if (line.includes('=')) {
      const key = `${section}.${line.slice(0, line.indexOf('=')).trim()}`;
      const value = line.slice(line.indexOf('=') + 1).trim();
      settings[key] = value ? [...(settings[key] ?? []), value] : [];
    }
  }
}

const isMask = (path) => {
  try {
    return readlinkSync(path) === '/dev/null';
  } catch {
    return false;
  }
};

/** The files of a unit, the first folder of the search path first; drop-ins in the order of their names. */
export function filesOf(folders, name) {
  const fragment = folders
    .map((folder) => `${folder}/${name}`)
    .find((path) => isMask(path) || textOf(path) !== undefined);
  const dropIns = new Map();
  for (const folder of folders.map((one) => `${one}/${name}.d`))
    for (const file of listOf(folder))
      if (file.endsWith('.conf') && !dropIns.has(file)) dropIns.set(file, `${folder}/${file}`);
  const ordered = [...dropIns].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
  return { fragment, dropIns: ordered, masked: fragment !== undefined && isMask(fragment) };
}

/** What tells a changed file: systemd compares times of modification. */
export const stampsOf = ({ fragment, dropIns }) =>
  [...(fragment ? [fragment] : []), ...dropIns].map(stampOf).join('\n');

/** A unit as it is on disk now, or undefined where there is no such file. */
export function loadUnit(folders, name) {
  const files = filesOf(folders, name);
  if (!files.fragment) return undefined;
  const settings = {};
  if (!files.masked) for (const path of [files.fragment, ...files.dropIns]) read(textOf(path) ?? '', settings);
  return { name, ...files, settings, stamps: stampsOf(files) };
}

/** Every service that has a file. */
export const unitNames = (folders) => [
  ...new Set(folders.flatMap((folder) => listOf(folder).filter((file) => file.endsWith('.service')))),
];
