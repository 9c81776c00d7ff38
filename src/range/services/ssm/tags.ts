import type * as ssm from '@aws-sdk/client-ssm';
import { AwsError, modeled } from '../../wire/error.ts';
import { toPairs, toTags, type Tags } from '../../world/tags.ts';
import type { Call, Handlers } from '../handlers.ts';
import { InvalidResourceId$ } from './errors.ts';

function tagsOf({ region }: Call, type: string | undefined, id = ''): Tags {
  if (type !== 'Parameter') throw new AwsError('InvalidResourceType', `The range does not tag a ${type}`);
  const parameter = region.parameters[id];
  if (!parameter) throw modeled(InvalidResourceId$, `The parameter ${id} does not exist`);
  return parameter.tags;
}

export const tags: Handlers<typeof ssm> = {
  AddTagsToResource: (input, call) => {
    Object.assign(tagsOf(call, input.ResourceType, input.ResourceId), toTags(input.Tags));
    return {};
  },
  RemoveTagsFromResource: (input, call) => {
    const found = tagsOf(call, input.ResourceType, input.ResourceId);
    for (const key of input.TagKeys ?? []) delete found[key];
    return {};
  },
  ListTagsForResource: (input, call) => ({ TagList: toPairs(tagsOf(call, input.ResourceType, input.ResourceId)) }),
};
