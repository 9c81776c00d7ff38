import type { Looking } from '../../aws/index.ts';
import { instanceId, list, maybe, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { balancerDoors } from '../shared/balancer-doors.ts';
import { distributionDoors } from '../shared/distribution-doors.ts';
import { doorsOf, type Ways, ways } from '../shared/doors.ts';

const ANYBODY = new Set(['0.0.0.0/0', '::/0']);
const USUAL_PORT = 18_789;

/**
 * What AWS lets through to a gateway: rules of security groups, load balancers, CloudFront. A closed port alone proves
 * nothing: a reverse proxy or Tailscale on the host needs no rule for it (orders: find the doors first). What can't be
 * read in time is said, and holds nothing up.
 */
export const findDoors = looks({
  title: 'Find the doors that lead to the gateway',
  calls: [
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSecurityGroups',
    'elasticloadbalancing:DescribeTargetGroups',
    'elasticloadbalancing:DescribeTargetHealth',
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeListeners',
    'cloudfront:ListDistributions',
  ],
  input: {
    instanceId: instanceId('The instance'),
    privateAddresses: list(text('Its private addresses')),
    publicAddress: maybe(text('Its public address')),
  },
  output: { ways, summary: text('In one line'), unread: list(text('What could not be read')) },
  async run(aws, { instanceId: id, privateAddresses, publicAddress }, use) {
    const unread: string[] = [];
    const isLate = new Promise<never>((_, reject) =>
      use.signal.addEventListener('abort', () => reject(new Error('time was up')), { once: true }),
    );
    isLate.catch(() => undefined);
    const read = async <T>(what: string, work: Promise<readonly T[]>): Promise<readonly T[]> => {
      try {
        return await Promise.race([work, isLate]);
      } catch (error) {
        unread.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
        return [];
      }
    };
    const [rules, balancers] = await Promise.all([
      read('security groups', rulesOf(aws, id)),
      read('load balancers', balancerDoors(aws, [id, ...privateAddresses])),
    ]);
    const names = [
      ...balancers.map(({ url }) => new URL(url).hostname),
      ...(publicAddress === undefined ? [] : [publicAddress]),
    ];
    const distributions = await read('CloudFront', distributionDoors(aws, names));
    const found: Ways = { address: publicAddress, rules, doors: [...balancers, ...distributions] };
    return { ways: found, summary: summaryOf(found), unread };
  },
});

const summaryOf = (found: Ways): string => {
  const doors = doorsOf(found, { ports: [USUAL_PORT], proxies: [], tailscale: [] });
  if (doors.length === 0) return 'AWS opens no door to it; port forwarding, a proxy or Tailscale may';
  return doors.map(({ url, kind, open }) => `${url} (${kind}${open ? '' : ', not open to everybody'})`).join(', ');
};
const rulesOf = async (
  aws: Looking<'ec2:DescribeNetworkInterfaces' | 'ec2:DescribeSecurityGroups'>,
  id: string,
): Promise<Ways['rules']> => {
  const { NetworkInterfaces = [] } = await aws('ec2:DescribeNetworkInterfaces', {
    Filters: [{ Name: 'attachment.instance-id', Values: [id] }],
  });
  const groups = [
    ...new Set(NetworkInterfaces.flatMap(({ Groups = [] }) => Groups.map(({ GroupId = '' }) => GroupId))),
  ];
  if (groups.length === 0) return [];
  const { SecurityGroups = [] } = await aws('ec2:DescribeSecurityGroups', { GroupIds: groups });
  return SecurityGroups.flatMap(({ IpPermissions = [] }) =>
    IpPermissions.filter(({ IpProtocol }) => IpProtocol === 'tcp' || IpProtocol === '-1').map((rule) => {
      const v4 = (rule.IpRanges ?? []).map(({ CidrIp }) => CidrIp);
      const v6 = (rule.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6);
      const isAll = rule.IpProtocol === '-1';
      return {
        from: isAll ? 0 : (rule.FromPort ?? 0),
        to: isAll ? 65_535 : (rule.ToPort ?? 65_535),
        isOpen: [...v4, ...v6].some((source) => ANYBODY.has(source ?? '')),
      };
    }),
  );
};
