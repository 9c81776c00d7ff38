import type * as ec2 from '@aws-sdk/client-ec2';
import type { Instance } from '../../world/compute.ts';
import type { Call, Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { findInstance, interfacesOf, some } from './find.ts';
import { instanceView, stateView } from './views/instance.ts';
import { privateDns, publicIpOf } from './views/network.ts';

function filtersOf({ region, account }: Call): FilterTable<Instance> {
  const interfaces = (one: Instance) => interfacesOf(region, one.id);
  const groups = (one: Instance) => interfaces(one).flatMap((each) => each.groups);
  const profile = (one: Instance) => Object.values(region.associations).find(({ instanceId }) => instanceId === one.id);
  return {
    'instance-id': (one) => [one.id],
    'instance-state-name': (one) => [one.state],
    'instance-state-code': (one) => [stateView(one.state).Code],
    'instance-type': (one) => [one.type],
    'image-id': (one) => [one.imageId],
    'vpc-id': (one) => [one.vpcId],
    'subnet-id': (one) => [one.subnetId],
    'availability-zone': (one) => [one.zone],
    'reservation-id': (one) => [one.reservationId],
    'private-ip-address': (one) => interfaces(one).map((each) => each.privateIp),
    'private-dns-name': (one) => interfaces(one).map((each) => privateDns(each.privateIp, region.name)),
    'ip-address': (one) => interfaces(one).map((each) => publicIpOf(region, each)),
    'network-interface.network-interface-id': (one) => interfaces(one).map((each) => each.id),
    'instance.group-id': groups,
    'network-interface.group-id': groups,
    'iam-instance-profile.arn': (one) => [`arn:aws:iam::${account.id}:instance-profile/${profile(one)?.profileName}`],
    'block-device-mapping.volume-id': (one) => one.devices.map((device) => device.volumeId),
  };
}

function selected(call: Call, ids: readonly string[] | undefined, filters: readonly ec2.Filter[] | undefined) {
  const instances = some(call.region, ids, call.region.instances, findInstance);
  return applyFilters(instances, filters, filtersOf(call));
}

export const instances: Handlers<typeof ec2> = {
  DescribeInstances: (input, call) => {
    const found = selected(call, input.InstanceIds, input.Filters);
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken, usual: 1000 });
    const Reservations = items.map((one) => ({
      ReservationId: one.reservationId,
      OwnerId: call.account.id,
      Groups: [],
      Instances: [instanceView(call, one)],
    }));
    return { Reservations, NextToken: next };
  },

  DescribeInstanceStatus: (input, call) => {
    const { InstanceIds, Filters, IncludeAllInstances } = input;
    const all = selected(call, InstanceIds, Filters);
    const found = all.filter((one) => IncludeAllInstances || one.state === 'running');
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken });
    const InstanceStatuses = items.map((one) => {
      const status = one.state === 'running' ? ('ok' as const) : ('not-applicable' as const);
      const summary = { Status: status, Details: [] };
      return {
        InstanceId: one.id,
        AvailabilityZone: one.zone,
        InstanceState: stateView(one.state),
        InstanceStatus: summary,
        SystemStatus: summary,
        Events: [],
      };
    });
    return { InstanceStatuses, NextToken: next };
  },

  GetConsoleOutput: (input, { region, now }) => {
    const { id, consoleOutput } = findInstance(region, input.InstanceId);
    return { InstanceId: id, Timestamp: new Date(now), Output: Buffer.from(consoleOutput).toString('base64') };
  },
};
