// npm run generate: writes the indexes and the documents that are made from them; --check only says which are stale.
import { documents, indexes, isStale, leftovers, remove, write } from './generated.mts';

const check = process.argv.includes('--check');

const stale = (await indexes()).filter(isStale);
if (!check) stale.forEach(write);
// Documents are made from what the indexes name, so stale indexes would make stale documents.
if (!check || stale.length === 0) {
  const made = await documents();
  stale.push(...made.filter(isStale));
  if (!check) stale.forEach(write);
  const gone = leftovers(made);
  if (!check) gone.forEach(remove);
  stale.push(...gone.map((path) => ({ path, text: '' })));
}
for (const { path } of stale) console.log(check ? `stale: ${path}` : `written: ${path}`);
if (check && stale.length > 0) {
  console.error('Run `npm run generate` and commit what it writes.');
  process.exitCode = 1;
}
