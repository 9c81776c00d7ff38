import type * as ec2 from '@aws-sdk/client-ec2';
import type { Instance, InstanceState, MetadataOptions } from '../../../world/compute.ts';
import type { NetworkInterface } from '../../../world/network.ts';
import { toPairs } from '../../../world/tags.ts';
import type { Region } from '../../../world/world.ts';
import type { Call } from '../../handlers.ts';
import { interfacesOf } from '../find.ts';
import { associationView, attachmentView, groupNames, privateDns, publicDns, publicIpOf } from './network.ts';

type Place = Pick<Call, 'region' | 'account' | 'now'>;

/** EC2's numbers for states. */
const STATE_CODES: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export const stateView = (state: InstanceState) => ({ Code: STATE_CODES[state], Name: state });

export function metadataView(options: MetadataOptions, now: number): ec2.InstanceMetadataOptionsResponse {
  return {
    State: now < options.appliedAt ? 'pending' : 'applied',
    HttpEndpoint: options.endpoint,
    HttpTokens: options.tokens,
    HttpPutResponseHopLimit: options.hopLimit,
    HttpProtocolIpv6: options.ipv6,
    InstanceMetadataTags: options.tagsInMetadata,
  };
}

function interfaceView(region: Region, owner: string, one: NetworkInterface): ec2.InstanceNetworkInterface {
  const association = associationView(region, owner, one);
  return {
    NetworkInterfaceId: one.id,
    VpcId: one.vpcId,
    SubnetId: one.subnetId,
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
    Status: 'in-use',
    Attachment: attachmentView(one),
    Association: association,
  };
}

function profileView({ region, account }: Place, instanceId: string): ec2.IamInstanceProfile | undefined {
  const found = Object.values(region.associations).find((one) => one.instanceId === instanceId);
  const profile = found && account.profiles[found.profileName];
  return profile && { Arn: profile.arn, Id: profile.id };
}

function addressView(region: Region, primary: NetworkInterface | undefined): Partial<ec2.Instance> {
  if (!primary) return { PrivateDnsName: '', PublicDnsName: '' };
  const publicIp = publicIpOf(region, primary);
  return {
    PrivateIpAddress: primary.privateIp,
    PrivateDnsName: privateDns(primary.privateIp, region.name),
    PublicDnsName: publicIp ? publicDns(publicIp, region.name) : '',
    ...(publicIp && { PublicIpAddress: publicIp }),
    SourceDestCheck: primary.sourceDestCheck,
  };
}

/** A terminated instance keeps its id, state and tags, and little else. */
export function instanceView(place: Place, one: Instance): ec2.Instance {
  const { region, account, now } = place;
  const interfaces = interfacesOf(region, one.id);
  const gone = one.state === 'terminated';
  return {
    InstanceId: one.id,
    ImageId: one.imageId,
    InstanceType: one.type as ec2._InstanceType,
    Architecture: one.architecture,
    LaunchTime: new Date(one.launchedAt),
    State: stateView(one.state),
    StateTransitionReason: one.stateReason ?? '',
    ...(!gone && { VpcId: one.vpcId, SubnetId: one.subnetId }),
    Placement: { AvailabilityZone: one.zone, Tenancy: 'default', GroupName: '' },
    ...addressView(region, interfaces[0]),
    SecurityGroups: groupNames(region, [...new Set(interfaces.flatMap((each) => each.groups))]),
    NetworkInterfaces: interfaces.map((each) => interfaceView(region, account.id, each)),
    IamInstanceProfile: profileView(place, one.id),
    MetadataOptions: metadataView(one.metadata, now),
    Monitoring: { State: 'disabled' },
    RootDeviceName: one.rootDevice,
    RootDeviceType: 'ebs',
    BlockDeviceMappings: one.devices.map((device) => ({
      DeviceName: device.name,
      Ebs: {
        VolumeId: device.volumeId,
        DeleteOnTermination: device.deleteOnTermination,
        Status: 'attached',
        AttachTime: new Date(device.attachedAt),
      },
    })),
    ...(one.spot && { InstanceLifecycle: 'spot' }),
    PlatformDetails: 'Linux/UNIX',
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
    EbsOptimized: true,
    EnaSupport: true,
    AmiLaunchIndex: 0,
    ProductCodes: [],
    HibernationOptions: { Configured: false },
    EnclaveOptions: { Enabled: false },
    Tags: toPairs(one.tags),
  };
}
