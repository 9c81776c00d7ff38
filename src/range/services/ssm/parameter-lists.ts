import type * as ssm from '@aws-sdk/client-ssm';
import { modeled } from '../../wire/error.ts';
import type { Parameter } from '../../world/systems.ts';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { InvalidFilterKey$, InvalidFilterOption$ } from './errors.ts';
import { findParameter, versionOf } from './find-parameter.ts';
import { parameterArn, parameterView } from './parameter-view.ts';

type Fits = (text: string, value: string) => boolean;
const options: Readonly<Record<string, Fits>> = {
  Equals: (text, value) => text === value,
  BeginsWith: (text, value) => text.startsWith(value),
  Contains: (text, value) => text.includes(value),
};

const under = (path: string) => (path.endsWith('/') ? path : `${path}/`);
const hierarchies: Readonly<Record<string, Fits>> = {
  Recursive: (name, path) => name.startsWith(under(path)),
  OneLevel: (name, path) => name.startsWith(under(path)) && !name.slice(under(path).length).includes('/'),
};

/** Which option fits which key, and the usual one. */
const keys: Readonly<Record<string, readonly [look: (one: Parameter) => string, fits: typeof options, usual: string]>> =
  {
    Name: [({ name }) => name, options, 'Equals'],
    Path: [({ name }) => name, { ...options, ...hierarchies }, 'OneLevel'],
    Type: [({ type }) => type, options, 'Equals'],
  };

function testOf({ Key = '', Option, Values = [] }: ssm.ParameterStringFilter) {
  const [look, known, usual] = keys[Key] ?? [];
  if (!look || !known) throw modeled(InvalidFilterKey$, `The range does not simulate the filter ${Key}`);
  const fits = known[Option ?? usual ?? ''];
  if (!fits) throw modeled(InvalidFilterOption$, `The filter option ${Option} is not valid for ${Key}`);
  return (one: Parameter) => Values.some((value) => fits(look(one), value));
}

const metadata = (one: Omit<Parameter, 'tags'>) => ({
  Name: one.name,
  Type: one.type,
  Description: one.description,
  Version: one.version,
  Tier: one.tier,
  DataType: 'text',
  LastModifiedDate: new Date(one.modifiedAt),
  LastModifiedUser: one.modifiedBy,
});

export const parameterLists: Handlers<typeof ssm> = {
  DescribeParameters: (input, call) => {
    const tests = (input.ParameterFilters ?? []).map(testOf);
    const all = Object.values(call.region.parameters).filter((one) => tests.every((test) => test(one)));
    const { items, next } = page(call, all, { max: input.MaxResults, token: input.NextToken, usual: 10 });
    const Parameters = items.map((one) => ({ ...metadata(one), ARN: parameterArn(call, one.name) }));
    return { Parameters, NextToken: next };
  },

  /** The oldest first; a deleted parameter has none. */
  GetParameterHistory: (input, call) => {
    const { WithDecryption, MaxResults: max, NextToken: token } = input;
    const found = findParameter(call, input.Name);
    const versions = [...(found.history ?? []), versionOf(found)].map((one) => ({ ...found, ...one }));
    const { items, next } = page(call, versions, { max, token, usual: 50 });
    const Parameters = items.map((one) => ({
      ...metadata(one),
      Value: parameterView(call, one, WithDecryption).Value,
      Labels: [],
      Policies: [],
    }));
    return { Parameters, NextToken: next };
  },
};
