import type { StepState } from '../../engine/index.ts';
import type { Failure } from '../../journal/index.ts';
import { byHandOf, isRailwayCall } from '../../railway/index.ts';
import { quoted } from './commands.ts';

/** A flag of the stock `aws` command: its value is fixed text, or found in the step's input or saved state. */
type Part =
  | { readonly flag: string; readonly from: readonly string[]; readonly hint: string; readonly many?: true }
  | { readonly flag: string; readonly fixed?: string };
const from = (flag: string, hint: string, ...names: string[]): Part => ({ flag, from: names, hint });
const many = (flag: string, hint: string, ...names: string[]): Part => ({ flag, from: names, hint, many: true });
const fixed = (flag: string, value?: string): Part => ({ flag, ...(value === undefined ? {} : { fixed: value }) });

const instance = from('--instance-id', 'instance-id', 'instanceId', 'instance');
const instances = from('--instance-ids', 'instance-id', 'instanceId', 'instance');
const group = from('--group-id', 'group-id', 'groupId', 'isolationGroupId', 'group');
const role = from('--role-name', 'role-name', 'roleName', 'role');
const policy = from('--policy-name', 'policy-name', 'policyName');
const parameter = from('--name', 'parameter-name', 'name', 'parameter');
const asg = from('--auto-scaling-group-name', 'group-name', 'autoScalingGroupName', 'groupName', 'asg');
const targets = from('--target-group-arn', 'target-group-arn', 'targetGroupArn', 'arn');
const allocation = from('--allocation-id', 'allocation-id', 'allocationId');
const association = from('--association-id', 'association-id', 'associationId', 'profileAssociationId');

/** The calls that people most often have to make themselves. */
export const COMMANDS: Readonly<Record<string, readonly Part[]>> = {
  'ec2:ModifyNetworkInterfaceAttribute': [
    from('--network-interface-id', 'interface-id', 'interfaceId', 'networkInterfaceId', 'interface'),
    many('--groups', 'isolation-group-id', 'groupIds', 'groupId', 'isolationGroupId', 'isolationGroup', 'groups'),
  ],
  'ec2:ModifyInstanceAttribute': [instance, many('--groups', 'isolation-group-id', 'groupIds', 'groupId')],
  'ec2:CreateSecurityGroup': [
    from('--group-name', 'neutral-name', 'groupName'),
    fixed('--description', 'isolation'),
    from('--vpc-id', 'vpc-id', 'vpcId'),
  ],
  'ec2:RevokeSecurityGroupEgress': [group, fixed('--ip-permissions', 'IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]')],
  'ec2:DeleteSecurityGroup': [group],
  'ec2:CreateSnapshots': [from('--instance-specification', 'InstanceId=instance-id', 'instanceId')],
  'ec2:LockSnapshot': [
    from('--snapshot-id', 'snapshot-id', 'snapshotId'),
    fixed('--lock-mode', 'governance'),
    fixed('--lock-duration', '1'),
  ],
  'ec2:DisassociateAddress': [association],
  'ec2:AssociateAddress': [
    allocation,
    from('--network-interface-id', 'interface-id', 'interfaceId', 'networkInterfaceId'),
  ],
  'ec2:DisassociateIamInstanceProfile': [association],
  'ec2:AssociateIamInstanceProfile': [
    instance,
    from('--iam-instance-profile', 'Name=profile-name', 'profileName', 'profile'),
  ],
  'ec2:ModifyInstanceMetadataOptions': [instance, fixed('--http-endpoint', 'disabled')],
  'ec2:TerminateInstances': [instances],
  'ec2:GetConsoleOutput': [instance, fixed('--latest')],
  'iam:PutRolePolicy': [role, policy, fixed('--policy-document', 'file://deny.json')],
  'iam:DeleteRolePolicy': [role, policy],
  'ssm:TerminateSession': [from('--session-id', 'session-id', 'sessionId', 'session')],
  'ssm:SendCommand': [
    fixed('--document-name', 'AWS-RunShellScript'),
    instances,
    fixed('--parameters', 'file://parameters.json'),
  ],
  'ssm:CancelCommand': [from('--command-id', 'command-id', 'commandId')],
  'ssm:DeleteParameter': [parameter],
  'autoscaling:SuspendProcesses': [asg],
  'autoscaling:ResumeProcesses': [asg],
  'autoscaling:EnterStandby': [instances, asg, fixed('--no-should-decrement-desired-capacity')],
  'autoscaling:ExitStandby': [instances, asg],
  'elasticloadbalancing:DeregisterTargets': [targets, from('--targets', 'Id=instance-id', 'targetId', 'instanceId')],
  'elasticloadbalancing:RegisterTargets': [targets, from('--targets', 'Id=instance-id', 'targetId', 'instanceId')],
  'cloudwatch:DisableAlarmActions': [many('--alarm-names', 'alarm-name', 'alarmNames', 'alarmName')],
  'cloudwatch:EnableAlarmActions': [many('--alarm-names', 'alarm-name', 'alarmNames', 'alarmName')],
};
/** The aws command's own names, where they are not the service's IAM prefix. */
const SERVICES: Readonly<Record<string, string>> = { elasticloadbalancing: 'elbv2' };

const scalars = (value: unknown): readonly string[] => {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return Array.isArray(value) ? value.flatMap(scalars) : [];
};
const valuesOf = (part: Part, input: Readonly<Record<string, unknown>>): readonly string[] => {
  if (!('from' in part)) return part.fixed === undefined ? [] : [quoted(part.fixed)];
  const name = part.from.find((each) => scalars(input[each]).length > 0);
  const found = name === undefined ? [] : scalars(input[name]);
  // `Id=instance-id`: the hint says how the value is written.
  const [before, after] = part.hint.includes('=') ? part.hint.split('=') : ['', part.hint];
  if (found.length === 0) return [before === '' ? `'<${after}>'` : `'${before}=<${after}>'`];
  const wanted = part.many === true ? found : found.slice(0, 1);
  return wanted.map((value) => quoted(before === '' ? value : `${before}=${value}`));
};
const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

/**
 * The stock `aws` command that does by hand what a step could not: from the call that failed and the step's input, with
 * `<…>` where a value is not known. For a call that is not in the table, the API's name; for what is no call, nothing.
 */
export const manualCommand = (failure: Failure, step: Pick<StepState, 'input'>): string | undefined => {
  if (!('call' in failure)) return undefined;
  if (isRailwayCall(failure.call)) return byHandOf(failure.call);
  const [service = '', verb = ''] = failure.call.split(':');
  const parts = COMMANDS[failure.call];
  if (!parts) return `call the API ${failure.call}${failure.region === '' ? '' : ` in ${failure.region}`}`;
  const flags = parts.flatMap((part) => [part.flag, ...valuesOf(part, step.input ?? {})]);
  const region = failure.region === '' || service === 'iam' ? [] : ['--region', quoted(failure.region)];
  return ['aws', SERVICES[service] ?? service, kebab(verb), ...flags, ...region].join(' ');
};
