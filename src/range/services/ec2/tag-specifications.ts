import { toTags, type TagPair, type Tags } from '../../world/tags.ts';

interface TagSpecification {
  readonly ResourceType?: string | undefined;
  readonly Tags?: readonly TagPair[] | undefined;
}

/** The tags that a create call gives to one kind of resource. */
export function tagsFor(kind: string, specifications: readonly TagSpecification[] | undefined): Tags {
  return toTags(specifications?.filter(({ ResourceType }) => ResourceType === kind).flatMap(({ Tags = [] }) => Tags));
}
