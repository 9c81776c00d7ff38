import { like } from '../../access/pattern.ts';
import { AwsError } from '../../wire/error.ts';
import type { Tags } from '../../world/tags.ts';

export interface Filter {
  readonly Name?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

type Values = readonly (string | number | boolean | undefined)[];
/** What each filter of an operation looks at. */
export type FilterTable<Item> = Readonly<Record<string, (item: Item) => Values>>;

function tagFilter(name: string, tags: Tags): Values | undefined {
  if (name === 'tag-key') return Object.keys(tags);
  return name.startsWith('tag:') ? [tags[name.slice('tag:'.length)]] : undefined;
}

/** EC2's filters: all have to fit, each by any of its values, with `*` and `?`. Unknown ones are an error, as in AWS. */
export function applyFilters<Item extends { tags?: Tags }>(
  items: readonly Item[],
  filters: readonly Filter[] | undefined,
  table: FilterTable<Item>,
): Item[] {
  return (filters ?? []).reduce<Item[]>(
    (left, { Name = '', Values = [] }) => {
      const look = table[Name];
      const isTag = Name === 'tag-key' || Name.startsWith('tag:');
      if (!look && !isTag) throw new AwsError('InvalidParameterValue', `The filter '${Name}' is invalid`);
      return left.filter((item) => {
        const actual = tagFilter(Name, item.tags ?? {}) ?? look?.(item) ?? [];
        return actual.some((one) => one !== undefined && Values.some((wanted) => like(wanted, String(one))));
      });
    },
    [...items],
  );
}
