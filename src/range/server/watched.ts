import type { Input } from '../wire/request.ts';

/** Members which change nothing that the range shows. */
const HARMLESS = new Set([
  'DryRun',
  'ClientToken',
  'DataType',
  'DocumentVersion',
  'KeyId',
  'Latest',
  'MaxConcurrency',
  'MaxErrors',
  'RoleSessionName',
]);

/** An input which remembers what was read of it. */
export interface Watched {
  readonly input: Input;
  /** Members that were given and that nobody looked at. */
  ignored(): string[];
}

/** A handler that passes over a member it was given would be a fake success; this shows it. */
export function watched(input: Input): Watched {
  const read = new Set<string | symbol>();
  const proxy = new Proxy(input, {
    get(target, name) {
      read.add(name);
      return target[name as string];
    },
  });
  const isIgnored = (name: string) => input[name] !== undefined && !read.has(name) && !HARMLESS.has(name);
  return { input: proxy, ignored: () => Object.keys(input).filter(isIgnored) };
}
