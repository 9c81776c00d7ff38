import type * as ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/error.ts';
import { macAddress, resourceId } from '../../world/ids.ts';
import type { NetworkInterface } from '../../world/network.ts';
import type { Region } from '../../world/world.ts';
import type { Call, Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { findGroup, findInstance, findInterface, some } from './find.ts';
import { tagsFor } from './tag-specifications.ts';
import { interfaceView, publicIpOf } from './views/network.ts';

const filters = (region: Region): FilterTable<NetworkInterface> => ({
  'network-interface-id': (one) => [one.id],
  'attachment.instance-id': (one) => [one.attachment?.instanceId],
  'attachment.attachment-id': (one) => [one.attachment?.id],
  'attachment.device-index': (one) => [one.attachment?.deviceIndex],
  'group-id': (one) => one.groups,
  'vpc-id': (one) => [one.vpcId],
  'subnet-id': (one) => [one.subnetId],
  'private-ip-address': (one) => [one.privateIp],
  'addresses.private-ip-address': (one) => [one.privateIp],
  'association.public-ip': (one) => [publicIpOf(region, one)],
  'requester-managed': (one) => [one.requesterManaged],
  status: (one) => [one.attachment ? 'in-use' : 'available'],
  description: (one) => [one.description],
});

/** Puts groups on an interface: they have to exist, and be of its VPC. */
export function setGroups(region: Region, one: NetworkInterface, groups: readonly string[]): void {
  for (const group of groups.map((id) => findGroup(region, id))) {
    if (group.vpcId === one.vpcId) continue;
    const message = `You have specified two resources that belong to different networks: ${group.id} is not in ${one.vpcId}`;
    throw new AwsError('InvalidParameterCombination', message);
  }
  one.groups = [...groups];
}

function create(call: Call, input: ec2.CreateNetworkInterfaceCommandInput): NetworkInterface {
  const { region, world } = call;
  const subnet = region.subnets[input.SubnetId ?? ''];
  if (!subnet) throw new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${input.SubnetId}' does not exist`);
  const one: NetworkInterface = {
    id: resourceId(world, 'eni'),
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    zone: subnet.zone,
    privateIp:
      input.PrivateIpAddress ?? subnet.cidr.replace(/\d+\/\d+$/, `${200 + Object.keys(region.interfaces).length}`),
    ipv6: [],
    mac: macAddress(world),
    description: input.Description ?? '',
    groups: [],
    sourceDestCheck: true,
    requesterManaged: false,
    tags: tagsFor('network-interface', input.TagSpecifications),
  };
  const usual = Object.values(region.groups).find(({ vpcId, name }) => vpcId === subnet.vpcId && name === 'default');
  setGroups(region, one, input.Groups ?? (usual ? [usual.id] : []));
  return (region.interfaces[one.id] = one);
}

function attach(call: Call, one: NetworkInterface, instanceId: string | undefined, deviceIndex: number): string {
  const instance = findInstance(call.region, instanceId);
  if (one.attachment) throw new AwsError('InvalidNetworkInterface.InUse', `Interface: [${one.id}] in use.`);
  if (instance.zone !== one.zone)
    throw new AwsError(
      'InvalidParameterValue',
      'The interface and the instance are not in the same availability zone.',
    );
  const id = resourceId(call.world, 'eni-attach');
  one.attachment = { id, instanceId: instance.id, deviceIndex, attachedAt: call.now, deleteOnTermination: false };
  return id;
}

function setIdleTimeouts(one: NetworkInterface, wanted: ec2.ConnectionTrackingSpecificationRequest): void {
  const { TcpEstablishedTimeout: tcp, UdpStreamTimeout: udpStream, UdpTimeout: udp } = wanted;
  one.idleTimeouts = {
    ...one.idleTimeouts,
    ...(tcp !== undefined && { tcp }),
    ...(udpStream !== undefined && { udpStream }),
    ...(udp !== undefined && { udp }),
  };
}

export const interfaces: Handlers<typeof ec2> = {
  DescribeNetworkInterfaces: (input, call) => {
    const { region, account } = call;
    const all = some(region, input.NetworkInterfaceIds, region.interfaces, findInterface);
    const found = applyFilters(all, input.Filters, filters(region));
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken, usual: 1000 });
    return { NetworkInterfaces: items.map((one) => interfaceView(region, account.id, one)), NextToken: next };
  },

  ModifyNetworkInterfaceAttribute: (input, { region }) => {
    const one = findInterface(region, input.NetworkInterfaceId);
    if (one.requesterManaged)
      throw new AwsError(
        'OperationNotPermitted',
        `You do not have permission to access the specified resource: ${one.id}`,
      );
    if (input.Groups) setGroups(region, one, input.Groups);
    if (input.Description?.Value !== undefined) one.description = input.Description.Value;
    if (input.SourceDestCheck?.Value !== undefined) one.sourceDestCheck = input.SourceDestCheck.Value;
    if (input.ConnectionTrackingSpecification) setIdleTimeouts(one, input.ConnectionTrackingSpecification);
    if (one.attachment && input.Attachment?.DeleteOnTermination !== undefined)
      one.attachment.deleteOnTermination = input.Attachment.DeleteOnTermination;
    return {};
  },

  CreateNetworkInterface: (input, call) => ({
    NetworkInterface: interfaceView(call.region, call.account.id, create(call, input)),
  }),

  AttachNetworkInterface: (input, call) => ({
    AttachmentId: attach(
      call,
      findInterface(call.region, input.NetworkInterfaceId),
      input.InstanceId,
      input.DeviceIndex ?? 1,
    ),
    NetworkCardIndex: 0,
  }),
};
