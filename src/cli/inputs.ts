import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { playbooks } from '../../playbooks/index.ts';
import type { AnyPlaybook } from '../language/index.ts';
import { usage } from './stop.ts';

export const playbookNamed = (id: string | undefined): AnyPlaybook => {
  const found = playbooks.find((playbook) => playbook.id === id);
  if (found) return found;
  const near = playbooks
    .filter((playbook) => id !== undefined && id !== '' && playbook.id.includes(id))
    .map((playbook) => playbook.id);
  throw usage(`there is no playbook “${id ?? ''}”`, near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'list');
};
const AWS = 'aws';
/** The playbook that does the same where the target runs: that of `--platform`, or the one that was named. */
export const onPlatform = (named: AnyPlaybook, platform: unknown): AnyPlaybook => {
  if (platform === undefined) return named;
  const base = named.variantOf ?? named.id;
  const family = playbooks.filter(({ id, variantOf }) => id === base || variantOf === base);
  const found = family.find((one) => (one.platform ?? AWS) === platform);
  if (found) return found;
  const known = family
    .toSorted((a, b) => (a.platform ?? AWS).localeCompare(b.platform ?? AWS))
    .map((one) => `--platform ${one.platform ?? AWS}`)
    .join(' or ');
  throw usage(`${base} does not run on the platform ${JSON.stringify(platform)}`, `run ${base} ${known}`);
};
export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** `--name value`, `--name=value`, from what commander did not know. */
export const flagsIn = (rest: readonly string[]): Map<string, string> => {
  const flags = new Map<string, string>();
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    if (!word.startsWith('--')) continue;
    const [name = '', inline] = word.split(/=(.*)/s, 2);
    const value = inline ?? rest[at + 1];
    if (inline === undefined) at += 1;
    if (value === undefined) throw usage(`${name} wants a value`, `the same command with ${name} <value>`);
    flags.set(name, value);
  }
  return flags;
};

const INPUT = '--input with a JSON file like {"instanceId": "i-…"}, or - for standard input';
const fromFile = async (file: unknown): Promise<Readonly<Record<string, unknown>>> => {
  if (typeof file !== 'string') return {};
  try {
    const parsed: unknown = JSON.parse(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
    if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed))
      return parsed as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw usage(`--input ${file}: ${error instanceof Error ? error.message : 'it can not be read'}`, INPUT);
  }
  throw usage(`--input ${file}: it is not one JSON object`, INPUT);
};

/** Instead of an instance's id: the CloudFormation stack that made it. */
const STACK = '--stack';
const asksForInstance = ({ asks, target }: AnyPlaybook): boolean => asks[target]?.type === 'instance id';
/** The stack that the command line names in place of an instance, if it does: by flag, or as the word behind the playbook. */
export const stackGiven = (
  playbook: AnyPlaybook,
  options: Readonly<Record<string, unknown>>,
  target: string | undefined,
): string | undefined => {
  if (!asksForInstance(playbook)) return undefined;
  const rest = (options['rest'] as readonly string[] | undefined) ?? [];
  const at = rest.findIndex((word) => word === STACK || word.startsWith(`${STACK}=`));
  if (at >= 0) return rest[at]?.split('=')[1] ?? rest[at + 1];
  return target !== undefined && !target.startsWith('--') && /^[A-Za-z][\w-]*$/.test(target) && !target.startsWith('i-')
    ? target
    : undefined;
};

/**
 * The answers to a playbook's questions given on the command line: by flag, by `--input`, and the target as the word
 * behind the playbook. Each is checked by its field; a flag that nobody knows is an error.
 */
export const answersGiven = async (
  playbook: AnyPlaybook,
  options: Readonly<Record<string, unknown>>,
  target: string | undefined,
): Promise<Record<string, unknown>> => {
  const flags = flagsIn(
    ((options['rest'] as readonly string[] | undefined) ?? []).slice(
      target === undefined || target.startsWith('--') ? 1 : 2,
    ),
  );
  const given: Record<string, unknown> = { ...(await fromFile(options['inputFile'])) };
  const known = new Map(Object.keys(playbook.asks).map((name) => [flagOf(name), name]));
  const stack = flags.get(STACK);
  if (stack !== undefined && asksForInstance(playbook)) flags.delete(STACK);
  for (const [flag, value] of flags) {
    const name = known.get(flag);
    if (name === undefined)
      throw usage(`${flag} is not known`, `run ${playbook.id} takes ${[...known.keys()].join(', ')}`);
    given[name] = value;
  }
  if (target !== undefined && !target.startsWith('--') && stackGiven(playbook, options, target) === undefined)
    given[playbook.target] ??= target;
  for (const name of Object.keys(given)) {
    const field = playbook.asks[name];
    if (!field)
      throw usage(
        `--input: ${playbook.id} asks for nothing called “${name}”`,
        `it asks for: ${Object.keys(playbook.asks).join(', ')}`,
      );
    const checked = field.check(given[name]);
    if (!checked.ok)
      throw usage(`${flagOf(name)}: ${checked.because}`, `run ${playbook.id} ${flagOf(name)} <${field.what}>`);
    given[name] = checked.value;
  }
  return given;
};

/** What is still to be asked, by name. */
export const missingFrom = (playbook: AnyPlaybook, given: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(playbook.asks).flatMap(([name, field]) =>
    given[name] === undefined && field.mayBeAbsent !== true ? [name] : [],
  );
