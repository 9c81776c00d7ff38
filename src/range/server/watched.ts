import type { Input } from '../wire/request.ts';

/** Members which change nothing that the range shows, of any operation or of one. */
const HARMLESS = new Set([
  'DryRun',
  'ClientToken',
  'PutParameter.DataType',
  'PutParameter.KeyId',
  'SendCommand.DocumentVersion',
  'SendCommand.MaxConcurrency',
  'SendCommand.MaxErrors',
  'GetConsoleOutput.Latest',
  // Streams have been interleaved since 2019, whatever is asked for.
  'FilterLogEvents.interleaved',
  // A policy that makes a secret public is an Allow, and those are not evaluated.
  'PutResourcePolicy.BlockPublicPolicy',
  'StopInstances.Force',
  'TerminateInstances.Force',
  // Allow, trust and session policies are not evaluated (docs/range.md, lie 2).
  'AssumeRole.ExternalId',
  'AssumeRole.SourceIdentity',
  'AssumeRole.Tags',
  'AssumeRole.TransitiveTagKeys',
  'AssumeRole.Policy',
  'AssumeRole.PolicyArns',
]);

/** An input which remembers what was read of it. */
export interface Watched {
  readonly input: Input;
  /** Members that were given and that nobody looked at. */
  readonly ignored: () => string[];
}

/**
 * A handler that passes over a member it was given would be a fake success; this shows it. So a handler reads what it
 * knows before it looks at the world, never only for the items that it finds: a test holds it to that.
 */
export function watched(operation: string, input: Input): Watched {
  const read = new Set<string | symbol>();
  const proxy = new Proxy(input, {
    get(target, name) {
      read.add(name);
      return target[name as string];
    },
  });
  const isHarmless = (name: string) => HARMLESS.has(name) || HARMLESS.has(`${operation}.${name}`);
  const isIgnored = (name: string) => input[name] !== undefined && !read.has(name) && !isHarmless(name);
  return { input: proxy, ignored: () => Object.keys(input).filter(isIgnored) };
}
