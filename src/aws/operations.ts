import { commands } from '../railway/index.ts';

/**
 * The one table of AWS operations that this program may call. An action declares calls by these names; the door opens
 * for no others; the IAM policies are made from it; the range must be able to answer each.
 */
interface Operation {
  readonly access: 'read' | 'write';
  /** How a repeat behaves. `never` = the SDK must not repeat it blindly: there is no client token (T29). */
  readonly repeat: 'safe' | 'never';
  /** Writes only: whether the API takes `DryRun` (only EC2 does, and not everywhere: T24). */
  readonly dryRun: boolean;
  /** Another name for an AWS operation: IAM's name of it. */
  readonly iam?: string;
  /** A read that a dry run does not send, because it leaves a trace where it reads. */
  readonly notRehearsed?: true;
  /** IAM actions that the call needs besides its own. */
  readonly implies: readonly string[];
}
const read = (...implies: string[]) => ({ access: 'read', repeat: 'safe', dryRun: false, implies }) as const;
/** A write that sets a state: repeating it changes nothing more. */
const sets = (...implies: string[]) => ({ access: 'write', repeat: 'safe', dryRun: false, implies }) as const;
/** A write that makes a new thing each time. */
const makes = (...implies: string[]) => ({ access: 'write', repeat: 'never', dryRun: false, implies }) as const;
// `Omit`, because `{ dryRun: false } & { dryRun: true }` is `never`, and `never` would pass for a read.
const dry = <O extends Operation>(operation: O): Omit<O, 'dryRun'> & { readonly dryRun: true } => ({
  ...operation,
  dryRun: true,
});

const awsOperations = {
  'ec2:DescribeInstances': read(),
  'ec2:DescribeInstanceAttribute': read(),
  'ec2:DescribeNetworkInterfaces': read(),
  'ec2:DescribeSecurityGroups': read(),
  'ec2:DescribeVolumes': read(),
  'ec2:DescribeSnapshots': read(),
  'ec2:DescribeLockedSnapshots': read(),
  'ec2:DescribeAddresses': read(),
  'ec2:DescribeRouteTables': read(),
  'ec2:DescribeVpcEndpoints': read(),
  'ec2:DescribeRegions': read(),
  'ec2:DescribeIamInstanceProfileAssociations': read(),
  'ec2:GetConsoleOutput': read(),
  'ec2:CreateSnapshot': dry(makes('ec2:CreateTags')),
  'ec2:CreateSnapshots': dry(makes('ec2:CreateTags')),
  'ec2:LockSnapshot': dry(sets()),
  'ec2:CreateSecurityGroup': dry(makes('ec2:CreateTags')),
  'ec2:DeleteSecurityGroup': dry(sets()),
  'ec2:RevokeSecurityGroupEgress': dry(sets()),
  'ec2:AuthorizeSecurityGroupEgress': dry(sets()),
  'ec2:AuthorizeSecurityGroupIngress': dry(sets()),
  'ec2:ModifyNetworkInterfaceAttribute': dry(sets()),
  'ec2:ModifyInstanceAttribute': dry(sets()),
  'ec2:DisassociateAddress': dry(sets()),
  'ec2:AssociateAddress': dry(sets()),
  'ec2:DisassociateIamInstanceProfile': sets(),
  'ec2:AssociateIamInstanceProfile': sets('iam:PassRole'),
  'ec2:ModifyInstanceMetadataOptions': dry(sets()),
  'ec2:TerminateInstances': dry(sets()),
  'iam:GetInstanceProfile': read(),
  'iam:GetRole': read(),
  'iam:ListInstanceProfilesForRole': read(),
  'iam:GetRolePolicy': read(),
  'iam:PutRolePolicy': sets(),
  'iam:DeleteRolePolicy': sets(),
  'sts:GetCallerIdentity': read(),
  'ssm:DescribeInstanceInformation': read(),
  'ssm:GetCommandInvocation': read(),
  'ssm:ListCommands': read(),
  'ssm:DescribeSessions': read(),
  'ssm:GetParameter': read(),
  'ssm:GetParametersByPath': read(),
  'ssm:GetParameterHistory': read(),
  'ssm:DescribeParameters': read(),
  'ssm:SendCommand': makes(),
  // A command whose script, word for word from this repository, only reads: may be repeated, and proves what it reads.
  'ssm:SendCommandToLook': { ...read(), iam: 'ssm:SendCommand', notRehearsed: true },
  'ssm:CancelCommand': sets(),
  'ssm:TerminateSession': sets(),
  'ssm:PutParameter': sets('ssm:AddTagsToResource'),
  'ssm:DeleteParameter': sets(),
  'autoscaling:DescribeAutoScalingInstances': read(),
  'autoscaling:DescribeAutoScalingGroups': read(),
  'autoscaling:SuspendProcesses': sets(),
  'autoscaling:ResumeProcesses': sets(),
  'autoscaling:EnterStandby': sets(),
  'autoscaling:ExitStandby': sets(),
  'elasticloadbalancing:DescribeLoadBalancers': read(),
  'elasticloadbalancing:DescribeListeners': read(),
  'elasticloadbalancing:DescribeTargetGroups': read(),
  'elasticloadbalancing:DescribeTargetHealth': read(),
  'elasticloadbalancing:DeregisterTargets': sets(),
  'elasticloadbalancing:RegisterTargets': sets(),
  'cloudwatch:DescribeAlarms': read(),
  'cloudwatch:DisableAlarmActions': sets(),
  'cloudwatch:EnableAlarmActions': sets(),
  'secretsmanager:ListSecrets': read(),
  'secretsmanager:DescribeSecret': read(),
  'secretsmanager:GetSecretValue': read(),
  'secretsmanager:GetResourcePolicy': read(),
  // With a ClientRequestToken of ours: the same token with the same value makes nothing new.
  'secretsmanager:CreateSecret': sets('secretsmanager:TagResource'),
  'secretsmanager:PutSecretValue': sets(),
  'secretsmanager:UpdateSecretVersionStage': sets(),
  'secretsmanager:PutResourcePolicy': sets(),
  'cloudfront:ListDistributions': read(),
  'logs:FilterLogEvents': read(),
  'ce:GetCostAndUsage': read(),
  'cloudformation:DescribeStacks': read(),
  'cloudtrail:LookupEvents': read(),
  'cloudtrail:DescribeTrails': read(),
  'cloudtrail:GetEventSelectors': read(),
} as const satisfies Record<string, Operation>;
/** Beside them what the railway program may be asked for: one door, one set of rules, one record of what was called. */
export const operations = { ...awsOperations, ...commands };

export type Call = keyof typeof operations;
export type ReadCall = { [K in Call]: (typeof operations)[K]['access'] extends 'read' ? K : never }[Call];
/** Whether IAM has a say in it: all but what goes to Railway. */
export const isAwsCall = (name: string): name is keyof typeof awsOperations => Object.hasOwn(awsOperations, name);
/** What IAM calls it. */
export const iamNameOf = (call: Call): string => {
  const { iam }: Operation = operations[call];
  return iam ?? call;
};
/** As people know it. */
export const shownName = (name: string): string =>
  isCall(name) && iamNameOf(name) !== name ? `${iamNameOf(name)} (a script that only reads)` : name;
export const isNotRehearsed = (call: Call): boolean => {
  const { notRehearsed }: Operation = operations[call];
  return notRehearsed === true;
};
export const isCall = (name: string): name is Call => Object.hasOwn(operations, name);
