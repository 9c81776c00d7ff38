/** How the range's own records look in EC2's answers: addresses, interfaces. */
import type * as ec2 from '@aws-sdk/client-ec2';
import type { Address, NetworkInterface } from '../../../world/network.ts';
import { toPairs } from '../../../world/tags.ts';
import type { Region } from '../../../world/world.ts';

export const groupNames = (region: Region, ids: readonly string[]) =>
  ids.map((id) => ({ GroupId: id, GroupName: region.groups[id]?.name ?? id }));

const dashed = (ip: string) => ip.replaceAll('.', '-');
export const privateDns = (ip: string, region: string) => `ip-${dashed(ip)}.${region}.compute.internal`;
export const publicDns = (ip: string, region: string) => `ec2-${dashed(ip)}.${region}.compute.amazonaws.com`;

const elasticAddress = (region: Region, interfaceId: string): Address | undefined =>
  Object.values(region.addresses).find((one) => one.interfaceId === interfaceId);

/** The address by which the world reaches an interface: an Elastic IP wins over one given by the subnet. */
export function publicIpOf(region: Region, one: NetworkInterface): string | undefined {
  return elasticAddress(region, one.id)?.publicIp ?? one.autoPublicIp;
}

export function associationView(region: Region, owner: string, one: NetworkInterface) {
  const publicIp = publicIpOf(region, one);
  if (!publicIp) return undefined;
  const elastic = elasticAddress(region, one.id);
  return {
    PublicIp: publicIp,
    PublicDnsName: publicDns(publicIp, region.name),
    IpOwnerId: elastic ? owner : 'amazon',
    ...(elastic && { AllocationId: elastic.allocationId, AssociationId: elastic.associationId }),
  };
}

export function attachmentView(one: NetworkInterface) {
  const { attachment } = one;
  if (!attachment) return undefined;
  return {
    AttachmentId: attachment.id,
    DeviceIndex: attachment.deviceIndex,
    NetworkCardIndex: 0,
    DeleteOnTermination: attachment.deleteOnTermination,
    AttachTime: new Date(attachment.attachedAt),
    Status: 'attached' as const,
  };
}

export function interfaceView(region: Region, owner: string, one: NetworkInterface): ec2.NetworkInterface {
  const attachment = attachmentView(one);
  const association = associationView(region, owner, one);
  const { tcp, udpStream, udp } = one.idleTimeouts ?? {};
  return {
    NetworkInterfaceId: one.id,
    VpcId: one.vpcId,
    SubnetId: one.subnetId,
    AvailabilityZone: one.zone,
    OwnerId: owner,
    Description: one.description,
    InterfaceType: 'interface',
    MacAddress: one.mac,
    PrivateIpAddress: one.privateIp,
    PrivateDnsName: privateDns(one.privateIp, region.name),
    PrivateIpAddresses: [{ PrivateIpAddress: one.privateIp, Primary: true, Association: association }],
    Ipv6Addresses: one.ipv6.map((Ipv6Address) => ({ Ipv6Address })),
    Groups: groupNames(region, one.groups),
    SourceDestCheck: one.sourceDestCheck,
    RequesterManaged: one.requesterManaged,
    Status: attachment ? 'in-use' : 'available',
    Attachment: attachment && { ...attachment, InstanceId: one.attachment?.instanceId, InstanceOwnerId: owner },
    Association: association,
    ConnectionTrackingConfiguration: one.idleTimeouts && {
      TcpEstablishedTimeout: tcp,
      UdpStreamTimeout: udpStream,
      UdpTimeout: udp,
    },
    TagSet: toPairs(one.tags),
  };
}
