import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AnyPlaybook } from '../src/language/index.ts';
import { pageOf, planOf, policyOf, ROLES } from '../src/plan/index.ts';
import { actionsIndex } from './actions-index.mts';
import { hostPrograms } from './host-programs.mts';

/** A file that is made from others: its path below the checkout, and what should stand in it. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const files = (pattern: string): readonly string[] => globSync(pattern, { cwd: root }).toSorted();
const formatted = (path: string, text: string): Generated => ({
  path,
  text: execFileSync(join(root, 'node_modules/.bin/oxfmt'), [`--stdin-filepath=${path}`], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  }),
});
const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const playbooksIndex = (): string => {
  const names = files('playbooks/*.ts')
    .map((file) => basename(file, '.ts'))
    .filter((name) => name !== 'index')
    // By name and not by file: a variant stands behind what it is one of.
    .toSorted();
  return [
    '// Made by `npm run generate` from the files of this folder.',
    "import type { AnyPlaybook } from '../src/language/index.ts';",
    ...names.map((name) => `import ${camel(name)} from './${name}.ts';`),
    '',
    // The questions' types are forgotten here: whoever walks the list checks values by their fields.
    `export const playbooks: readonly AnyPlaybook[] = [${names.map((name) => `${camel(name)} as unknown as AnyPlaybook`).join(', ')}];`,
  ].join('\n');
};

/** The two indexes, which actions and playbooks there are, from the folders; and what is sent to hosts. */
export const indexes = async (): Promise<readonly Generated[]> => [
  formatted('src/host/programs.ts', await hostPrograms()),
  formatted('src/actions/index.ts', actionsIndex(files('src/actions/*/*.ts'))),
  formatted('playbooks/index.ts', playbooksIndex()),
];

const load = async (): Promise<readonly AnyPlaybook[]> => {
  const module = (await import(pathToFileURL(join(root, 'playbooks/index.ts')).href)) as {
    playbooks: readonly AnyPlaybook[];
  };
  return module.playbooks;
};

/** A page and three policies per playbook, and the list of them. The indexes must be fresh. */
export const documents = async (): Promise<readonly Generated[]> => {
  const playbooks = await load();
  const list = [
    '# Playbooks',
    '',
    '<!-- Made by `npm run generate`. -->',
    '',
    ...playbooks.map(({ id, title, useWhen }) => `- [${title}](${id}.md) (\`${id}\`): ${useWhen}`),
    '',
  ].join('\n');
  return [
    { path: 'docs/playbooks/README.md', text: list },
    ...playbooks.flatMap((playbook) => {
      const plan = planOf(playbook);
      return [
        { path: `docs/playbooks/${playbook.id}.md`, text: pageOf(playbook, plan) },
        ...ROLES.map((role) =>
          formatted(`docs/policies/${playbook.id}.${role}.json`, JSON.stringify(policyOf(plan, role), null, 2)),
        ),
      ];
    }),
  ];
};

/** Pages and policies of playbooks that are no more. */
export const leftovers = (wanted: readonly Generated[]): readonly string[] => {
  const known = new Set(wanted.map(({ path }) => path));
  return files('docs/{playbooks,policies}/*').filter((path) => !known.has(path));
};

export const isStale = ({ path, text }: Generated): boolean =>
  !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text;
export const write = ({ path, text }: Generated): void => {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
export const remove = (path: string): void => rmSync(join(root, path));
