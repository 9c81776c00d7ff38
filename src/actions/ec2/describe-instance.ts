import type { OutputOf } from '../../aws/index.ts';
import {
  account,
  allocationId,
  arn,
  choice,
  flag,
  instanceId,
  instant,
  interfaceId,
  list,
  maybe,
  record,
  text,
  vpcId,
} from '../../fields/index.ts';
import { Cannot, looks } from '../../language/index.ts';
import { hazardsOf, notCoveredBy } from '../shared/host-class.ts';
import { type Described, groupsOf, interfacesOf, isManaged, networkInterface } from '../shared/interfaces.ts';

type Instance = NonNullable<
  NonNullable<OutputOf<'ec2:DescribeInstances'>['Reservations']>[number]['Instances']
>[number];

const elasticAddress = record(
  'An Elastic IP address',
  {
    allocationId: allocationId('The address'),
    interfaceId: interfaceId('The interface it is on'),
    privateAddress: text('The private address it is on'),
    publicAddress: text('The public address'),
  },
  'allocationId',
);

/**
 * Reads what all else depends on, in one round trip: three requests side by side. Values that some instances don't have
 * are `maybe`, so that a playbook says with `.orSkip` which steps are not applicable.
 */
export const describeInstance = looks({
  title: 'Read an instance and its interfaces',
  calls: ['ec2:DescribeInstances', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeInstanceAttribute'],
  input: { instanceId: instanceId('The instance') },
  output: {
    state: text('State'),
    account: account('Account that it runs in'),
    /** The instance, unless it is terminated or shutting down: what is still to be isolated. */
    live: maybe(instanceId('The instance, while it exists')),
    isLive: flag('Does it still exist?'),
    launchedAt: instant('Launched at'),
    image: text('Image'),
    type: text('Type'),
    zone: maybe(text('Zone')),
    privateAddress: maybe(text('Private address')),
    publicAddress: maybe(text('Public address')),
    /** An attacker can write it. */
    name: maybe(text('Name tag')),
    /** Those that can be moved; none of a terminated instance. */
    interfaces: maybe(list(networkInterface)),
    /** Those that an AWS service manages: nobody else may change them. */
    hasManaged: flag('Does a service of AWS manage an interface of it?'),
    managed: list(interfaceId('Interfaces managed by a service of AWS')),
    vpcIds: maybe(list(vpcId('VPCs of its interfaces'))),
    privateAddresses: list(text('Private addresses of its interfaces')),
    addresses: list(elasticAddress),
    /** The instance, where it lives and has EBS volumes. */
    withVolumes: maybe(instanceId('The instance, if it has EBS volumes')),
    /** Spot instances can't be protected against termination (T5); nothing is to be protected once it is gone. */
    protectable: maybe(instanceId('The instance, if it can be protected')),
    /** What a stop would keep: EBS root, not Spot. */
    stoppable: maybe(instanceId('The instance, if it could be stopped and started')),
    profileArn: maybe(arn('Its instance profile')),
    hasProfile: flag('Has it an instance profile?'),
    /** The instance, where it lives and has a profile. */
    withProfile: maybe(instanceId('The instance, if it has a profile')),
    ownerProtection: choice('Termination protection by its owner', ['on', 'off', 'unknown']),
    /** What gets worse when it goes dark, or works against containment. */
    hazards: list(text('Hazards')),
    /** What containing this instance does not contain: the verdict names it. */
    notCovered: list(text('Not covered')),
  },
  async run(aws, { instanceId: id }) {
    const [found, interfaces, ownerProtection] = await Promise.all([
      aws('ec2:DescribeInstances', { InstanceIds: [id] }),
      interfacesOf(aws, id),
      // The rest must not fail because one attribute may not be read.
      aws('ec2:DescribeInstanceAttribute', { InstanceId: id, Attribute: 'disableApiTermination' }).then(
        ({ DisableApiTermination }) => (DisableApiTermination?.Value === true ? 'on' : 'off'),
        () => 'unknown',
      ),
    ]);
    const reservation = found.Reservations?.[0];
    const instance = reservation?.Instances?.[0];
    if (reservation === undefined || instance === undefined) throw new Cannot(`AWS does not know ${id}`);
    const profileArn = instance.IamInstanceProfile?.Arn;
    return {
      ...plainFacts(instance),
      ...(isLive(instance) ? liveFacts(id, instance, interfaces) : gone),
      account: reservation.OwnerId ?? '',
      profileArn,
      hasProfile: profileArn !== undefined,
      ownerProtection,
      hazards: hazardsOf(instance),
      notCovered: notCoveredBy(instance),
    };
  },
});

const isLive = ({ State }: Instance): boolean => State?.Name !== 'terminated' && State?.Name !== 'shutting-down';

const plainFacts = (instance: Instance) => ({
  state: instance.State?.Name ?? 'unknown',
  launchedAt: (instance.LaunchTime ?? new Date(0)).toISOString(),
  image: instance.ImageId ?? 'unknown',
  type: instance.InstanceType ?? 'unknown',
  zone: instance.Placement?.AvailabilityZone,
  privateAddress: instance.PrivateIpAddress,
  publicAddress: instance.PublicIpAddress,
  name: instance.Tags?.find(({ Key }) => Key === 'Name')?.Value,
});

const gone = { isLive: false, hasManaged: false, managed: [], privateAddresses: [], addresses: [] };

const liveFacts = (id: string, instance: Instance, described: readonly Described[]) => {
  const own = described.filter((each) => !isManaged(each));
  const managed = described.filter(isManaged).flatMap(({ NetworkInterfaceId }) => NetworkInterfaceId ?? []);
  const spot = instance.InstanceLifecycle === 'spot';
  const hasVolumes = (instance.BlockDeviceMappings ?? []).some(({ Ebs }) => Ebs?.VolumeId !== undefined);
  return {
    live: id,
    isLive: true,
    interfaces: own.length === 0 ? undefined : own.map(asInterface),
    hasManaged: managed.length > 0,
    managed,
    vpcIds: own.length === 0 ? undefined : [...new Set(own.map(({ VpcId }) => VpcId ?? ''))],
    privateAddresses: own.flatMap(({ PrivateIpAddresses = [] }) =>
      PrivateIpAddresses.flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []),
    ),
    addresses: own.flatMap(elasticAddressesOf),
    withVolumes: hasVolumes ? id : undefined,
    protectable: spot ? undefined : id,
    stoppable: spot || instance.RootDeviceType !== 'ebs' ? undefined : id,
    withProfile: instance.IamInstanceProfile?.Arn === undefined ? undefined : id,
  };
};

const asInterface = (described: Described) => ({
  interfaceId: described.NetworkInterfaceId ?? '',
  vpcId: described.VpcId ?? '',
  subnetId: described.SubnetId ?? '',
  groups: groupsOf(described),
  privateAddress: described.PrivateIpAddress ?? '',
});
/** An address given by the subnet has no allocation id, and stays while the instance runs (T3). */
const elasticAddressesOf = (described: Described) =>
  (described.PrivateIpAddresses ?? []).flatMap(({ PrivateIpAddress, Association }) =>
    Association?.AllocationId === undefined
      ? []
      : {
          allocationId: Association.AllocationId,
          interfaceId: described.NetworkInterfaceId ?? '',
          privateAddress: PrivateIpAddress ?? '',
          publicAddress: Association.PublicIp ?? '',
        },
  );
