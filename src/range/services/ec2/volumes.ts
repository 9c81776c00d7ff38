import type * as ec2 from '@aws-sdk/client-ec2';
import type { Volume } from '../../world/compute.ts';
import type { Region } from '../../world/world.ts';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { findVolume, some } from './find.ts';
import { volumeView } from './views/storage.ts';

function filters(region: Region): FilterTable<Volume> {
  const attachments = (one: Volume) => volumeView(region, one).Attachments ?? [];
  return {
    'volume-id': (one) => [one.id],
    'attachment.instance-id': (one) => attachments(one).map(({ InstanceId }) => InstanceId),
    'attachment.device': (one) => attachments(one).map(({ Device }) => Device),
    'attachment.delete-on-termination': (one) => attachments(one).map(({ DeleteOnTermination }) => DeleteOnTermination),
    'availability-zone': (one) => [one.zone],
    encrypted: (one) => [one.encrypted],
    size: (one) => [one.sizeGiB],
    'snapshot-id': (one) => [one.snapshotId],
    status: (one) => [attachments(one).length ? 'in-use' : 'available'],
    'volume-type': (one) => [one.type],
  };
}

export const volumes: Handlers<typeof ec2> = {
  DescribeVolumes: (input, call) => {
    const { region } = call;
    const all = some(region, input.VolumeIds, region.volumes, findVolume);
    const found = applyFilters(all, input.Filters, filters(region));
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken, usual: 500 });
    return { Volumes: items.map((one) => volumeView(region, one)), NextToken: next };
  },
};
