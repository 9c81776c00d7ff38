import type * as ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/error.ts';
import type { Instance } from '../../world/compute.ts';
import type { Region } from '../../world/world.ts';
import type { Handlers } from '../handlers.ts';
import { findInstance, interfacesOf } from './find.ts';
import { setGroups } from './interfaces.ts';
import { metadataView } from './views/instance.ts';
import { groupNames } from './views/network.ts';

type Answer = Omit<ec2.DescribeInstanceAttributeCommandOutput, '$metadata'>;

/** The attributes that can be asked for, each with its own member in the answer. */
const attributes: Readonly<Record<string, (one: Instance, region: Region) => Answer>> = {
  disableApiTermination: (one) => ({ DisableApiTermination: { Value: one.terminationProtected } }),
  disableApiStop: (one) => ({ DisableApiStop: { Value: one.stopProtected } }),
  instanceInitiatedShutdownBehavior: (one) => ({ InstanceInitiatedShutdownBehavior: { Value: one.shutdownBehavior } }),
  instanceType: (one) => ({ InstanceType: { Value: one.type } }),
  rootDeviceName: (one) => ({ RootDeviceName: { Value: one.rootDevice } }),
  userData: (one) => ({ UserData: one.userData ? { Value: Buffer.from(one.userData).toString('base64') } : {} }),
  groupSet: (one, region) => ({
    Groups: groupNames(region, [...new Set(interfacesOf(region, one.id).flatMap(({ groups }) => groups))]),
  }),
  blockDeviceMapping: (one) => ({
    BlockDeviceMappings: one.devices.map(({ name, volumeId, deleteOnTermination, attachedAt }) => ({
      DeviceName: name,
      Ebs: {
        VolumeId: volumeId,
        DeleteOnTermination: deleteOnTermination,
        Status: 'attached',
        AttachTime: new Date(attachedAt),
      },
    })),
  }),
};

function setDevices(instance: Instance, mappings: readonly ec2.InstanceBlockDeviceMappingSpecification[]): void {
  for (const { DeviceName, Ebs } of mappings) {
    const device = instance.devices.find(({ name }) => name === DeviceName);
    const message = `No device is currently mapped at ${DeviceName}`;
    if (!device) throw new AwsError('InvalidInstanceAttributeValue', message);
    device.deleteOnTermination = Ebs?.DeleteOnTermination ?? device.deleteOnTermination;
  }
}

/** As AWS: the shorthand for groups works only where there is one interface (trap T3). */
function setInstanceGroups(region: Region, instance: Instance, groups: readonly string[]): void {
  const [only, second] = interfacesOf(region, instance.id);
  if (!only) throw new AwsError('IncorrectInstanceState', `The instance '${instance.id}' has no network interface`);
  const many = `There are multiple interfaces attached to instance '${instance.id}'. Please specify an interface ID for the operation instead.`;
  if (second) throw new AwsError('InvalidInstanceID', many);
  setGroups(region, only, groups);
}

export const instanceAttributes: Handlers<typeof ec2> = {
  DescribeInstanceAttribute: (input, { region }) => {
    const instance = findInstance(region, input.InstanceId);
    const attribute = attributes[input.Attribute ?? ''];
    const message = `The range does not simulate the attribute ${input.Attribute}`;
    if (!attribute) throw new AwsError('InvalidParameterValue', message);
    return { InstanceId: instance.id, ...attribute(instance, region) };
  },

  ModifyInstanceAttribute: (input, { region }) => {
    const instance = findInstance(region, input.InstanceId);
    if (instance.state === 'terminated')
      throw new AwsError(
        'IncorrectInstanceState',
        `The instance '${instance.id}' is not in a valid state for this operation.`,
      );
    if (input.Groups?.length) setInstanceGroups(region, instance, input.Groups);
    if (input.BlockDeviceMappings) setDevices(instance, input.BlockDeviceMappings);
    instance.terminationProtected = input.DisableApiTermination?.Value ?? instance.terminationProtected;
    instance.stopProtected = input.DisableApiStop?.Value ?? instance.stopProtected;
    const behavior = input.InstanceInitiatedShutdownBehavior?.Value;
    if (behavior === 'stop' || behavior === 'terminate') instance.shutdownBehavior = behavior;
    const { Attribute, SourceDestCheck, InstanceType, UserData, Kernel, Ramdisk, EnaSupport, SriovNetSupport } = input;
    if (Attribute ?? SourceDestCheck ?? InstanceType ?? UserData ?? Kernel ?? Ramdisk ?? EnaSupport ?? SriovNetSupport)
      throw new AwsError('InvalidParameterCombination', 'The range does not simulate a change of this attribute');
    return {};
  },

  ModifyInstanceMetadataOptions: (input, { region, now, world }) => {
    const { id, metadata } = findInstance(region, input.InstanceId);
    metadata.endpoint = input.HttpEndpoint ?? metadata.endpoint;
    metadata.tokens = input.HttpTokens ?? metadata.tokens;
    metadata.hopLimit = input.HttpPutResponseHopLimit ?? metadata.hopLimit;
    metadata.ipv6 = input.HttpProtocolIpv6 ?? metadata.ipv6;
    metadata.tagsInMetadata = input.InstanceMetadataTags ?? metadata.tagsInMetadata;
    metadata.appliedAt = now + world.delays.metadataMs;
    return { InstanceId: id, InstanceMetadataOptions: metadataView(metadata, now) };
  },
};
