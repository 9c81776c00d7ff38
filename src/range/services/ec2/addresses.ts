import type * as ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/error.ts';
import { resourceId } from '../../world/ids.ts';
import type { Address } from '../../world/network.ts';
import { toPairs } from '../../world/tags.ts';
import type { Region } from '../../world/world.ts';
import type { Call, Handlers } from '../handlers.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { findInstance, findInterface, interfacesOf } from './find.ts';

const interfaceOf = (region: Region, one: Address) => region.interfaces[one.interfaceId ?? ''];

function view(region: Region, owner: string, one: Address): ec2.Address {
  const nic = interfaceOf(region, one);
  return {
    AllocationId: one.allocationId,
    PublicIp: one.publicIp,
    Domain: 'vpc',
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: region.name,
    ...(nic && {
      AssociationId: one.associationId,
      NetworkInterfaceId: nic.id,
      NetworkInterfaceOwnerId: owner,
      PrivateIpAddress: nic.privateIp,
      ...(nic.attachment && { InstanceId: nic.attachment.instanceId }),
    }),
    Tags: toPairs(one.tags),
  };
}

const filters = (region: Region): FilterTable<Address> => ({
  'allocation-id': (one) => [one.allocationId],
  'association-id': (one) => [one.associationId],
  'public-ip': (one) => [one.publicIp],
  'network-interface-id': (one) => [one.interfaceId],
  'instance-id': (one) => [interfaceOf(region, one)?.attachment?.instanceId],
  'private-ip-address': (one) => [interfaceOf(region, one)?.privateIp],
  domain: () => ['vpc'],
});

function find(region: Region, allocationId: string | undefined): Address {
  const address = region.addresses[allocationId ?? ''];
  const message = `The allocation ID '${allocationId}' does not exist`;
  if (!address) throw new AwsError('InvalidAllocationID.NotFound', message);
  return address;
}

/** Re-association is allowed unless the caller forbids it, as for every VPC address. */
function associate({ region, world }: Call, input: ec2.AssociateAddressCommandInput): string {
  const { AllocationId, NetworkInterfaceId, InstanceId, AllowReassociation, PrivateIpAddress } = input;
  const address = find(region, AllocationId);
  const nic = NetworkInterfaceId
    ? findInterface(region, NetworkInterfaceId)
    : interfacesOf(region, findInstance(region, InstanceId).id)[0];
  if (!nic) throw new AwsError('InvalidInstanceID', `The instance '${InstanceId}' has no network interface`);
  if (PrivateIpAddress !== undefined && PrivateIpAddress !== nic.privateIp)
    throw new AwsError('InvalidParameterValue', `${PrivateIpAddress} is not an address of ${nic.id}`);
  if (address.interfaceId && address.interfaceId !== nic.id && AllowReassociation === false)
    throw new AwsError('Resource.AlreadyAssociated', `resource ${address.allocationId} is already associated`);
  address.interfaceId = nic.id;
  return (address.associationId = resourceId(world, 'eipassoc'));
}

function disassociate(region: Region, input: ec2.DisassociateAddressCommandInput): void {
  const { AssociationId, PublicIp } = input;
  const fits = (one: Address) => (AssociationId ? one.associationId === AssociationId : one.publicIp === PublicIp);
  const address = Object.values(region.addresses).find(fits);
  const message = `The association ID '${AssociationId ?? PublicIp}' does not exist`;
  if (!address) throw new AwsError('InvalidAssociationID.NotFound', message);
  delete address.associationId;
  delete address.interfaceId;
}

export const addresses: Handlers<typeof ec2> = {
  DescribeAddresses: (input, { region, account }) => {
    const asked = input.AllocationIds?.length
      ? input.AllocationIds.map((id) => find(region, id))
      : Object.values(region.addresses);
    const byIp = input.PublicIps?.length ? asked.filter(({ publicIp }) => input.PublicIps?.includes(publicIp)) : asked;
    const found = applyFilters(byIp, input.Filters, filters(region));
    return { Addresses: found.map((one) => view(region, account.id, one)) };
  },

  AssociateAddress: (input, call) => ({ AssociationId: associate(call, input) }),

  DisassociateAddress: (input, { region }) => {
    disassociate(region, input);
    return {};
  },
};
