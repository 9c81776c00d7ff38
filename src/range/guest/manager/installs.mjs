// Verbs about unit files: what starts at boot, and what may not start at all.
import { existsSync, lstatSync, rmSync, symlinkSync } from 'node:fs';
import { makeFolder } from '../make-folder.mjs';
import { changes } from './changes.mjs';
import { fullName } from './manager.mjs';

const linkOf = ({ scope }, name) => `${scope.folders[0]}/${scope.wants}/${name}`;
const unknown = (verb, name) => ({ code: 1, err: `Failed to ${verb} unit: Unit file ${name} does not exist.\n` });

async function withNow(manager, names, options, verb, answer) {
  if (!options.now || answer.code) return answer;
  const { code, err } = await changes[verb](manager, names);
  return { code, err: (answer.err ?? '') + err };
}

function enable(manager, names, options) {
  let err = '';
  for (const name of names.map(fullName)) {
    const service = manager.find(name);
    if (!service) return unknown('enable', name);
    if (service.unit.masked)
      return { code: 1, err: `Failed to enable unit: Unit file ${service.unit.fragment} is masked.\n` };
    const link = linkOf(manager, name);
    if (existsSync(link)) continue;
    makeFolder(link.slice(0, link.lastIndexOf('/')));
    symlinkSync(service.unit.fragment, link);
    err += `Created symlink ${link} → ${service.unit.fragment}.\n`;
  }
  return withNow(manager, names, options, 'start', { code: 0, err });
}

function disable(manager, names, options) {
  let err = '';
  for (const name of names.map(fullName)) {
    if (!manager.find(name)) return unknown('disable', name);
    const link = linkOf(manager, name);
    if (!existsSync(link)) continue;
    rmSync(link);
    err += `Removed "${link}".\n`;
  }
  return withNow(manager, names, options, 'stop', { code: 0, err });
}

const isThere = (path) => {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
};

/** A mask is a link to /dev/null in the first folder, or in the runtime one: it can't stand where a unit file is. */
function mask(manager, names, options) {
  let err = '';
  const folder = manager.scope.folders.at(options.runtime ? -1 : 0);
  for (const name of names.map(fullName)) {
    const link = `${folder}/${name}`;
    if (isThere(link)) return { code: 1, err: `Failed to mask unit: File '${link}' already exists.\n` };
    makeFolder(folder);
    symlinkSync('/dev/null', link);
    err += `Created symlink ${link} → /dev/null.\n`;
  }
  manager.reload();
  return withNow(manager, names, options, 'stop', { code: 0, err });
}

function unmask(manager, names) {
  let err = '';
  for (const name of names.map(fullName))
    for (const folder of [manager.scope.folders[0], manager.scope.folders.at(-1)]) {
      const link = `${folder}/${name}`;
      if (!isThere(link) || !lstatSync(link).isSymbolicLink()) continue;
      rmSync(link);
      err += `Removed "${link}".\n`;
    }
  manager.reload();
  return { code: 0, err };
}

export const installs = { enable, disable, mask, unmask };
