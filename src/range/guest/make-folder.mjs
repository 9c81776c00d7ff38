// A folder with those above it. Not `recursive`: on a file system that has gone (the host's folder was removed under it)
// Node repeats that for ever, at full load, and the host outlives its range.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export const makeFolder = (path) => {
  try {
    mkdirSync(path);
  } catch (error) {
    if (error.code === 'EEXIST') return;
    if (error.code !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
};
