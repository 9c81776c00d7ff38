import type * as ssm from '@aws-sdk/client-ssm';
import { AwsError, modeled } from '../../wire/error.ts';
import type { Parameter } from '../../world/systems.ts';
import { toTags } from '../../world/tags.ts';
import type { Call, Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { ParameterAlreadyExists$ } from './errors.ts';
import { findParameter, knownParameter, versionOf } from './find-parameter.ts';
import { parameterView } from './parameter-view.ts';

/** Characters that a value may have, by tier. */
const MOST_CHARACTERS = { Standard: 4096, Advanced: 8192 };
/** Older versions are let go. */
const MOST_VERSIONS = 100;
/** GetParametersByPath never gives more. */
const PAGE = 10;

function checkValue(value: string, tier: Parameter['tier']): void {
  const most = MOST_CHARACTERS[tier];
  if (value.length <= most) return;
  const hint =
    tier === 'Standard'
      ? ' To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.'
      : '';
  throw new AwsError(
    'ValidationException',
    `${tier} tier parameters support a maximum parameter value of ${most} characters.${hint}`,
  );
}

function put(call: Call, input: ssm.PutParameterCommandInput): Parameter {
  const { Name = '', Value = '' } = input;
  if (!Name || !Value) throw new AwsError('ValidationException', 'Name and Value are required');
  const before = call.region.parameters[Name];
  if (before && !input.Overwrite)
    throw modeled(
      ParameterAlreadyExists$,
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  if (input.Overwrite && input.Tags?.length)
    throw new AwsError('ValidationException', "Invalid request: tags and overwrite can't be used together.");
  const tier = input.Tier === 'Advanced' || before?.tier === 'Advanced' ? 'Advanced' : 'Standard';
  checkValue(Value, tier);
  const description = input.Description ?? before?.description;
  return (call.region.parameters[Name] = {
    name: Name,
    type: input.Type ?? before?.type ?? 'String',
    value: Value,
    ...(description && { description }),
    version: (before?.version ?? 0) + 1,
    tier,
    modifiedAt: call.now,
    modifiedBy: call.principal.arn,
    tags: before?.tags ?? toTags(input.Tags),
    ...(before && { history: [...(before.history ?? []), versionOf(before)].slice(1 - MOST_VERSIONS) }),
  });
}

function underPath(name: string, path: string, isRecursive: boolean): boolean {
  const start = path.endsWith('/') ? path : `${path}/`;
  return name.startsWith(start) && (isRecursive || !name.slice(start.length).includes('/'));
}

export const parameters: Handlers<typeof ssm> = {
  PutParameter: (input, call) => {
    const { version, tier } = put(call, input);
    return { Version: version, Tier: tier };
  },

  GetParameter: (input, call) => ({
    Parameter: parameterView(call, findParameter(call, input.Name), input.WithDecryption),
  }),

  GetParameters: (input, call) => {
    const { Names: names = [], WithDecryption } = input;
    const there = names.flatMap((name) => knownParameter(call, name) ?? []);
    return {
      Parameters: there.map((one) => parameterView(call, one, WithDecryption)),
      InvalidParameters: names.filter((name) => !knownParameter(call, name)),
    };
  },

  GetParametersByPath: (input, call) => {
    const { Path = '/', Recursive = false, WithDecryption, MaxResults = PAGE, NextToken: token } = input;
    const all = Object.values(call.region.parameters).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const inPath = all.filter(({ name }) => underPath(name, Path, Recursive));
    const { items, next } = page(call, inPath, { max: Math.min(MaxResults, PAGE), token });
    return { Parameters: items.map((one) => parameterView(call, one, WithDecryption)), NextToken: next };
  },

  DeleteParameter: (input, call) => {
    delete call.region.parameters[findParameter(call, input.Name).name];
    return {};
  },

  DeleteParameters: (input, call) => {
    const names = input.Names ?? [];
    const there = names.filter((name) => knownParameter(call, name));
    for (const name of there) delete call.region.parameters[name];
    return { DeletedParameters: there, InvalidParameters: names.filter((name) => !there.includes(name)) };
  },
};
