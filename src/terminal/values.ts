import { inert } from '../redact/index.ts';

/** A value from a journal, on one line and inert: whoever made it, it is only ever shown. */
export const shown = (value: unknown): string => {
  if (value === undefined || value === null) return 'not known';
  if (typeof value === 'string') return inert(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(shown).join(', ');
  return Object.entries(value)
    .map(([name, member]) => `${inert(name)} ${shown(member)}`)
    .join('; ');
};
/** `findIt.item.instanceId` → `instance id`: the last word of a path, as people write it. */
export const label = (path: string): string =>
  inert(path.split('.').at(-1)?.replace('?', '') ?? path)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
/** What is so or not, without the word in front of it: `read-it.hasProfile` → `profile`. */
export const property = (path: string): string => label(path).replace(/^(is|has) /, '');
