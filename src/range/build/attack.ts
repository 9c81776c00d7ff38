import { principalOf } from '../access/principal.ts';
import { attacker } from '../control/people.ts';
import { uuid } from '../world/ids.ts';
import type { Gateway } from './gateway.ts';
import { ATTACKER_IP } from './images.ts';
import { past, type PastEvent } from './past.ts';
import { minutes, type Site } from './site.ts';

const EC2 = ['EC2', 'ec2'] as const;
const STS = ['STS', 'sts'] as const;
const SSM = ['SSM', 'ssm'] as const;
const IAM = ['IAM', 'iam'] as const;

/**
 * What the attacker did from his own machine: looked around, then opened a door. With the instance's session where it
 * has one, else with a user's key.
 */
export function attack(site: Site, { instance, group, stolen }: Gateway): void {
  const identity = stolen ? principalOf(site.account, stolen) : attacker(site.account);
  const denied = `User: ${identity.arn} is not authorized to perform: iam:ListUsers because no identity-based policy allows the iam:ListUsers action`;
  const opened = {
    GroupId: group.id,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: `${ATTACKER_IP}/32` }] }],
  };
  const events: PastEvent[] = [
    { agoMs: minutes(14), service: STS, operation: 'GetCallerIdentity' },
    { agoMs: minutes(13.6), service: EC2, operation: 'DescribeInstances' },
    { agoMs: minutes(13.1), service: SSM, operation: 'DescribeParameters' },
    {
      agoMs: minutes(12.8),
      service: IAM,
      operation: 'ListUsers',
      region: 'us-east-1',
      error: { code: 'AccessDenied', message: denied },
    },
    { agoMs: minutes(11), service: EC2, operation: 'DescribeSecurityGroups', input: { GroupIds: [group.id] } },
    { agoMs: minutes(10.2), service: EC2, operation: 'AuthorizeSecurityGroupIngress', input: opened },
    { agoMs: minutes(9.5), service: SSM, operation: 'StartSession', input: { Target: instance.id } },
    {
      agoMs: minutes(6),
      service: EC2,
      operation: 'ModifyInstanceAttribute',
      input: { InstanceId: instance.id, DisableApiStop: { Value: false } },
    },
    {
      agoMs: minutes(3),
      service: EC2,
      operation: 'DescribeInstanceAttribute',
      input: { InstanceId: instance.id, Attribute: 'userData' },
    },
  ];
  past(site, { identity, sourceIp: ATTACKER_IP, userAgent: 'aws-cli/2.17.0 md/awscrt#0.20.11 os/linux' }, events);
}

/** The attacker's live shell on the instance (trap T23). */
export function liveSession({ world, account, region, alertedAt }: Site, { instance, stolen }: Gateway): void {
  if (!stolen) return;
  const id = `${stolen.session}-${uuid(world).replaceAll('-', '').slice(0, 17)}`;
  const owner = `arn:aws:sts::${account.id}:assumed-role/${stolen.role}/${stolen.session}`;
  region.sessions[id] = {
    id,
    target: instance.id,
    owner,
    document: 'SSM-SessionManagerRunShell',
    startedAt: alertedAt - minutes(9.5),
  };
}
