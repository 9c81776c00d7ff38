import { basename, dirname } from 'node:path';

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Folders of src/actions that hold no actions, but what actions share. */
const HELPERS = new Set(['shared']);

/**
 * The text of src/actions/index.ts: one object per service, its members named as the files are, each action with the id
 * that only its path knows.
 */
export const actionsIndex = (files: readonly string[]): string => {
  const found = files
    .map((file) => ({ service: basename(dirname(file)), name: basename(file, '.ts') }))
    .filter(({ service, name }) => !HELPERS.has(service) && name !== 'index')
    .map(({ service, name }) => ({ service, name, member: camel(name), alias: camel(`${service}-${name}`) }));
  const services = [...new Set(found.map(({ service }) => service))];
  return [
    '// Made by `npm run generate` from the files of this folder: an action’s id is its path.',
    "import type { AnyAction } from '../language/index.ts';",
    ...found.map(
      ({ service, name, member, alias }) => `import { ${member} as ${alias} } from './${service}/${name}.ts';`,
    ),
    '',
    'const named = <A extends { readonly id: string }>(id: string, action: A): A => ({ ...action, id });',
    '',
    ...services.map((service) => {
      const members = found
        .filter((one) => one.service === service)
        .map(({ name, member, alias }) => `${member}: named('${service}.${name}', ${alias}),`);
      return `export const ${camel(service)} = { ${members.join(' ')} };`;
    }),
    '',
    '/** Every action there is, without its exact types: what the engine looks an id up in. */',
    `export const actions = [${services.map((service) => `...Object.values(${camel(service)})`).join(', ')}] as unknown as readonly AnyAction[];`,
  ].join('\n');
};
