import { instanceId, list, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { path } from '../shared/flows.ts';
import { networkInterface } from '../shared/interfaces.ts';
import { endpointsOf, pathOf, tablesOf } from '../shared/routes.ts';
import { registrationsOf, trackedBalancers } from '../shared/targets.ts';

/**
 * Whether a change of groups can cut connections that are already open (T1). Flows through NAT, egress-only and transit
 * gateways, Network, Gateway and PrivateLink endpoints are tracked whatever the rules say, and so live on; the same
 * holds for flows through a Network or Gateway Load Balancer. Interface endpoints of AWS's own services are named, but
 * don't make a path uncuttable: what flows there needs credentials, which are denied.
 */
export const tracePaths = looks({
  title: 'Trace how the interfaces reach others, and what can cut it',
  calls: [
    'ec2:DescribeRouteTables',
    'ec2:DescribeVpcEndpoints',
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth',
  ],
  input: {
    instanceId: instanceId('The instance'),
    interfaces: list(networkInterface),
    privateAddresses: list(text('Its private addresses')),
  },
  output: { paths: list(path) },
  async run(aws, { instanceId: id, interfaces, privateAddresses }) {
    const vpcs = [...new Set(interfaces.map(({ vpcId }) => vpcId))];
    // What can't be read leaves connections unproven; it must not leave the whole path unread.
    const [tables, endpoints, balanced] = await Promise.all([
      tablesOf(aws, vpcs).catch(() => []),
      endpointsOf(aws, vpcs).catch(() => undefined),
      registrationsOf(aws, [id, ...privateAddresses], trackedBalancers).then(
        (found) => (found.length > 0 ? 'a Network or Gateway Load Balancer sends traffic to it' : undefined),
        () => 'load balancers could not be read, so one may send traffic to it',
      ),
    ]);
    return {
      paths: interfaces.map(({ interfaceId: eni, vpcId, subnetId }) => {
        const near = endpoints?.filter(({ VpcId }) => VpcId === vpcId);
        return { interfaceId: eni, subnetId, ...pathOf(tables, vpcId, subnetId, near, balanced) };
      }),
    };
  },
});
