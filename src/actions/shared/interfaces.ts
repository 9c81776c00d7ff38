import type { Looking, OutputOf } from '../../aws/index.ts';
import { groupId, interfaceId, list, record, subnetId, text, vpcId } from '../../fields/index.ts';
import { everyPage } from './every-page.ts';

/** An interface of the instance, as much of it as containment needs. */
export const networkInterface = record(
  'A network interface',
  {
    interfaceId: interfaceId('The interface'),
    vpcId: vpcId('Its VPC'),
    subnetId: subnetId('Its subnet'),
    groups: list(groupId('Its security groups')),
    privateAddress: text('Its private address'),
  },
  'interfaceId',
);

export type Described = NonNullable<OutputOf<'ec2:DescribeNetworkInterfaces'>['NetworkInterfaces']>[number];

/** Every interface that is attached to the instance now. */
export const interfacesOf = (
  aws: Looking<'ec2:DescribeNetworkInterfaces'>,
  instanceId: string,
): Promise<readonly Described[]> =>
  everyPage(
    (NextToken) =>
      aws('ec2:DescribeNetworkInterfaces', {
        Filters: [{ Name: 'attachment.instance-id', Values: [instanceId] }],
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    (page) => page.NetworkInterfaces,
    (page) => page.NextToken,
  );

export const groupsOf = (described: Described | undefined): string[] =>
  (described?.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []);
/** Public IPv4 addresses that it has now, Elastic or given by its subnet. */
export const publicAddressesOf = (described: Described): string[] =>
  (described.PrivateIpAddresses ?? []).flatMap(({ Association }) => Association?.PublicIp ?? []);
/** An AWS service made it and nobody else may change it (EC2 user guide, requester-managed interfaces). */
export const isManaged = (described: Described): boolean =>
  described.RequesterManaged === true || described.Operator?.Managed === true;
export const sameGroups = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && new Set([...one, ...other]).size === new Set(one).size;
