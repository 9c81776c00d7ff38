import type { Looking } from '../../aws/index.ts';
import { allocationId, interfaceId, maybe, text } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';

/**
 * Takes an Elastic IP address off an interface, which also ends what flowed over it. AWS may then give the instance a
 * public address of its own within minutes, where its subnet does so (EC2 user guide, Elastic IP addresses [K]).
 */
export const detachAddress = changes({
  title: 'Take an Elastic IP address off',
  noun: 'network',
  calls: ['ec2:DescribeAddresses', 'ec2:DisassociateAddress'],
  releaseCalls: ['ec2:AssociateAddress'],
  input: { allocationId: allocationId('The address'), interfaceId: interfaceId('The interface it is on') },
  output: {},
  // Without the association's id: it is another one once the address is put back.
  state: { interfaceId: maybe(interfaceId('The interface it is on')), privateAddress: maybe(text('Private address')) },
  async see(aws, { allocationId: id }) {
    const address = await addressOf(aws, id);
    return { interfaceId: address?.NetworkInterfaceId, privateAddress: address?.PrivateIpAddress };
  },
  async run(aws, { allocationId: id, interfaceId: eni }) {
    const address = await addressOf(aws, id);
    if (address?.NetworkInterfaceId === eni && address.AssociationId !== undefined)
      await aws('ec2:DisassociateAddress', { AssociationId: address.AssociationId });
    return {};
  },
  verify: (_, { allocationId: id, interfaceId: eni }, __, now) =>
    now.interfaceId === eni ? doesNotHold(`${id} is still on ${eni}`) : holds(`${id} is off ${eni}`),
  async release(aws, { allocationId: id }, { interfaceId: eni, privateAddress }) {
    if (eni === undefined) return;
    await aws('ec2:AssociateAddress', {
      AllocationId: id,
      NetworkInterfaceId: eni,
      ...(privateAddress === undefined ? {} : { PrivateIpAddress: privateAddress }),
      AllowReassociation: false,
    });
  },
});

const addressOf = async (aws: Looking<'ec2:DescribeAddresses'>, id: string) =>
  (await aws('ec2:DescribeAddresses', { AllocationIds: [id] })).Addresses?.[0];
