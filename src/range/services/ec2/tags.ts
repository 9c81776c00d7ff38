import type * as ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/error.ts';
import { toTags, type Tags } from '../../world/tags.ts';
import type { Region } from '../../world/world.ts';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { applyFilters } from './filters.ts';
import { findGroup, findInstance, findInterface, findSnapshot, findVolume } from './find.ts';

/** The kinds that can be tagged, by the prefix of their ids: AWS's name, and how to find one. */
const kinds: Readonly<Record<string, readonly [name: string, find: (region: Region, id: string) => { tags: Tags }]>> = {
  i: ['instance', findInstance],
  vol: ['volume', findVolume],
  snap: ['snapshot', findSnapshot],
  sg: ['security-group', findGroup],
  eni: ['network-interface', findInterface],
};

function tagsOf(region: Region, id: string): Tags {
  const kind = kinds[id.split('-')[0] ?? ''];
  if (!kind) throw new AwsError('InvalidID', `The ID '${id}' is not valid, or of a kind that the range does not tag`);
  return kind[1](region, id).tags;
}

function everyTag(region: Region) {
  const { instances, volumes, snapshots, groups, interfaces } = region;
  const all = [instances, volumes, snapshots, groups, interfaces].flatMap((table) =>
    Object.values<{ id: string; tags: Tags }>(table),
  );
  return all.flatMap(({ id, tags }) => {
    const ResourceType = kinds[id.split('-')[0] ?? '']?.[0] as ec2.ResourceType;
    return Object.entries(tags).map(([Key, Value]) => ({ ResourceId: id, ResourceType, Key, Value }));
  });
}

/** AWS's limit for a resource. */
const MOST_TAGS = 50;

export const tags: Handlers<typeof ec2> = {
  DescribeTags: (input, call) => {
    const found = applyFilters(
      everyTag(call.region).map((one) => ({ ...one, tags: {} })),
      input.Filters,
      {
        'resource-id': (one) => [one.ResourceId],
        'resource-type': (one) => [one.ResourceType],
        key: (one) => [one.Key],
        value: (one) => [one.Value],
      },
    );
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken, usual: 1000 });
    return { Tags: items.map(({ tags: _none, ...one }) => one), NextToken: next };
  },

  CreateTags: (input, { region }) => {
    const targets = (input.Resources ?? []).map((id) => tagsOf(region, id));
    const wanted = toTags(input.Tags);
    for (const target of targets)
      if (Object.keys({ ...target, ...wanted }).length > MOST_TAGS)
        throw new AwsError('TagLimitExceeded', `You have reached the maximum number of tags (${MOST_TAGS}).`);
    for (const target of targets) Object.assign(target, wanted);
    return {};
  },

  /** A tag given with a value goes only where it has that value. */
  DeleteTags: (input, { region }) => {
    const { Resources = [], Tags: wanted } = input;
    for (const target of Resources.map((id) => tagsOf(region, id))) {
      const all = Object.keys(target).map((Key) => ({ Key, Value: undefined }));
      for (const { Key = '', Value } of wanted ?? all)
        if (Value === undefined || target[Key] === Value) delete target[Key];
    }
    return {};
  },
};
