import type * as client from '@aws-sdk/client-secrets-manager';
import { modeled } from '../../wire/error.ts';
import type { Secret } from '../../world/secrets.ts';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { InvalidParameterException$ } from './errors.ts';
import { findSecret } from './find.ts';
import { secretView } from './secrets.ts';

const BAD_TOKEN = 'InvalidNextTokenException';

const looks: Readonly<Record<string, (one: Secret) => readonly string[]>> = {
  name: ({ name }) => [name],
  description: ({ description = '' }) => [description],
  'tag-key': ({ tags }) => Object.keys(tags),
  'tag-value': ({ tags }) => Object.values(tags),
};

/** A value fits what begins with it; `!` before it turns that around. */
function testOf({ Key = 'all', Values = [] }: client.Filter) {
  const look = looks[Key];
  if (!look) throw modeled(InvalidParameterException$, `The range does not simulate the filter ${Key}`);
  const begins = (one: Secret, value: string) => look(one).some((text) => text.startsWith(value));
  return (one: Secret) =>
    Values.some((value) => (value.startsWith('!') ? !begins(one, value.slice(1)) : begins(one, value)));
}

const stagesByVersion = ({ versions }: Secret) =>
  Object.fromEntries(Object.values(versions).flatMap(({ id, stages }) => (stages.length ? [[id, [...stages]]] : [])));

export const lists: Handlers<typeof client> = {
  ListSecrets: (input, call) => {
    const { Filters = [], IncludePlannedDeletion = false, SortOrder, MaxResults: max, NextToken: token } = input;
    const tests = Filters.map(testOf);
    const found = Object.values(call.region.secrets)
      .filter((one) => (IncludePlannedDeletion || one.deletedAt === undefined) && tests.every((test) => test(one)))
      .toSorted((a, b) => (SortOrder === 'desc' ? b.createdAt - a.createdAt : a.createdAt - b.createdAt));
    const { items, next } = page(call, found, { max, token, usual: 100, badToken: BAD_TOKEN });
    const SecretList = items.map((one) => ({ ...secretView(one), SecretVersionsToStages: stagesByVersion(one) }));
    return { SecretList, NextToken: next };
  },

  ListSecretVersionIds: (input, call) => {
    const { IncludeDeprecated = false, MaxResults: max, NextToken: token } = input;
    const secret = findSecret(call, input.SecretId, true);
    const found = Object.values(secret.versions).filter(({ stages }) => IncludeDeprecated || stages.length);
    const { items, next } = page(call, found, { max, token, usual: 100, badToken: BAD_TOKEN });
    const Versions = items.map(({ id, stages, createdAt }) => ({
      VersionId: id,
      VersionStages: [...stages],
      CreatedDate: new Date(createdAt),
    }));
    return { Versions, NextToken: next, ARN: secret.arn, Name: secret.name };
  },
};
