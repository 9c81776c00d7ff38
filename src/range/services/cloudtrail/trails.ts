import type * as cloudtrail from '@aws-sdk/client-cloudtrail';
import { modeled } from '../../wire/error.ts';
import type { Trail } from '../../world/fleet.ts';
import type { Call, Handlers } from '../handlers.ts';
import { TrailNotFoundException$ } from './errors.ts';

function find({ region, account }: Call, name = ''): Trail {
  const trail = Object.values(region.trails).find((one) => one.name === name || one.arn === name);
  if (!trail) throw modeled(TrailNotFoundException$, `Unknown trail: ${name} for the user: ${account.id}`);
  return trail;
}

export const trails: Handlers<typeof cloudtrail> = {
  DescribeTrails: (input, call) => {
    const asked = input.trailNameList;
    const all = Object.values(call.region.trails);
    const found = asked?.length ? all.filter(({ name, arn }) => asked.includes(name) || asked.includes(arn)) : all;
    const trailList = found.map((one) => ({
      Name: one.name,
      TrailARN: one.arn,
      S3BucketName: one.bucket,
      HomeRegion: call.region.name,
      IsMultiRegionTrail: one.multiRegion,
      IncludeGlobalServiceEvents: true,
      LogFileValidationEnabled: true,
      HasCustomEventSelectors: one.dataEvents,
    }));
    return { trailList };
  },

  GetTrailStatus: (input, call) => {
    const { logging, startedAt } = find(call, input.Name);
    return { IsLogging: logging, StartLoggingTime: new Date(startedAt), LatestDeliveryTime: new Date(call.now) };
  },

  GetEventSelectors: (input, call) => {
    const { arn, dataEvents } = find(call, input.TrailName);
    const DataResources = dataEvents ? [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] : [];
    return { TrailARN: arn, EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources }] };
  },
};
