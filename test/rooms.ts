import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';

/** The rooms in their order: one imports only those before it (architecture §6). */
export const ROOMS = [
  'redact',
  'fields',
  'railway',
  'aws',
  'language',
  'host',
  'actions',
  'plan',
  'journal',
  'engine',
  'case',
  'timeline',
  'range',
  'terminal',
  'pager',
  'server',
  'cli',
] as const;

const root = join(import.meta.dirname, '..');
export const filesOf = (...patterns: string[]): readonly string[] => globSync(patterns, { cwd: root }).toSorted();
export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
export const linesOf = (file: string): number => textOf(file).trimEnd().split('\n').length;

/** `src/aws/door.ts` → `aws`; `playbooks/x.ts` → `playbooks`. */
export const roomOf = (file: string): string => /^src\/([\w-]+)\//.exec(file)?.[1] ?? file.split('/')[0] ?? '';

export interface Import {
  readonly file: string;
  /** As it is written. */
  readonly from: string;
  /** The file it means, below the checkout; undefined for a library. */
  readonly to: string | undefined;
  /** `type` leaves nothing behind at run time; `lazy` is loaded at its first use. */
  readonly is: 'eager' | 'lazy' | 'type';
}
/** Everything that a file imports, and everything that it exports from another. */
export const importsOf = (file: string): readonly Import[] => {
  const text = textOf(file);
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? 'does not parse'}`);
  const found = (from: string, is: Import['is']): Import => ({
    file,
    from,
    to: from.startsWith('.') ? relative(root, join(root, dirname(file), from)) : undefined,
    is,
  });
  const typed = (entries: readonly { readonly isType: boolean }[]): Import['is'] =>
    entries.length > 0 && entries.every((entry) => entry.isType) ? 'type' : 'eager';
  return [
    ...module.staticImports.map((one) => found(one.moduleRequest.value, typed(one.entries))),
    ...module.staticExports.flatMap(({ entries }) => {
      const from = entries.find((entry) => entry.moduleRequest !== null)?.moduleRequest?.value;
      return from === undefined ? [] : [found(from, typed(entries))];
    }),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => found(text.slice(start + 1, end - 1), 'lazy')),
    ...[...text.matchAll(/typeof import\('([^']+)'\)/g)].map((match) => found(match[1] ?? '', 'type')),
  ];
};
interface Node {
  readonly type: string;
  readonly operator?: string;
  readonly value?: unknown;
  readonly left?: Node;
  readonly right?: Node;
}
const isNode = (value: unknown): value is Node => value !== null && typeof value === 'object' && 'type' in value;
/** Text that is broken over lines with `+`: the one thing that looks like arithmetic and is none. */
const isText = (node: Node | undefined): boolean =>
  node?.type === 'BinaryExpression'
    ? node.operator === '+' && isText(node.left) && isText(node.right)
    : node?.type === 'Literal' && typeof node.value === 'string';

/** Every node type that occurs in a file: what a playbook must not contain is told by these. */
export const syntaxOf = (file: string): ReadonlySet<string> => {
  const found = new Set<string>();
  JSON.stringify(parseSync(file, textOf(file)).program, (_, value: unknown) => {
    if (isNode(value) && isText(value)) return undefined;
    if (isNode(value)) found.add(value.type);
    return typeof value === 'bigint' ? String(value) : value;
  });
  return found;
};
