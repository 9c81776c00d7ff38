import type * as ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/error.ts';
import type { Handlers } from '../handlers.ts';

/** Commercial regions that are enabled without opting in, and two that are not. */
const REGIONS = ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-central-1', 'eu-west-1', 'ap-southeast-2'];
const NOT_OPTED_IN = ['af-south-1', 'me-south-1'];

const regionView = (name: string, OptInStatus: string) => ({
  RegionName: name,
  Endpoint: `ec2.${name}.amazonaws.com`,
  OptInStatus,
});

/** The types that occur in scenarios; instance store is what a stop would destroy (trap T7). */
const TYPES: Readonly<Record<string, ec2.InstanceTypeInfo>> = {
  't4g.medium': { InstanceStorageSupported: false, MemoryInfo: { SizeInMiB: 4096 } },
  't4g.small': { InstanceStorageSupported: false, MemoryInfo: { SizeInMiB: 2048 } },
  't3.medium': { InstanceStorageSupported: false, MemoryInfo: { SizeInMiB: 4096 } },
  'm6g.large': { InstanceStorageSupported: false, MemoryInfo: { SizeInMiB: 8192 } },
  'm6gd.large': {
    InstanceStorageSupported: true,
    InstanceStorageInfo: {
      TotalSizeInGB: 118,
      Disks: [{ SizeInGB: 118, Count: 1, Type: 'ssd' }],
      NvmeSupport: 'required',
    },
    MemoryInfo: { SizeInMiB: 8192 },
  },
};

export const catalogue: Handlers<typeof ec2> = {
  DescribeRegions: (input) => {
    const all = [
      ...REGIONS.map((name) => regionView(name, 'opt-in-not-required')),
      ...(input.AllRegions ? NOT_OPTED_IN.map((name) => regionView(name, 'not-opted-in')) : []),
    ];
    const asked = input.RegionNames;
    return { Regions: asked?.length ? all.filter(({ RegionName }) => asked.includes(RegionName)) : all };
  },

  DescribeInstanceTypes: (input) => {
    const names = input.InstanceTypes ?? Object.keys(TYPES);
    const InstanceTypes = names.map((name) => {
      const info = TYPES[name];
      const message = `The following supplied instance types do not exist: [${name}]`;
      if (!info) throw new AwsError('InvalidInstanceType', message);
      return {
        InstanceType: name as ec2._InstanceType,
        CurrentGeneration: true,
        Hypervisor: 'nitro' as const,
        ...info,
      };
    });
    return { InstanceTypes };
  },
};
