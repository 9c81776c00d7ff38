import type { OutputOf } from '../../aws/index.ts';

type Instance = NonNullable<
  NonNullable<OutputOf<'ec2:DescribeInstances'>['Reservations']>[number]['Instances']
>[number];

/** Tags tell the class of a host; an attacker may write them, so they only ever add a warning. */
const tagged = (instance: Instance, name: RegExp): boolean =>
  (instance.Tags ?? []).some(({ Key }) => name.test(Key ?? ''));

const isKubernetes = (instance: Instance): boolean =>
  tagged(instance, /^(kubernetes\.io\/cluster\/|eks:cluster-name$)/);

/** What gets worse when the instance goes dark, or works against containing it (T5, T7). */
export const hazardsOf = (instance: Instance): string[] => {
  const spot = instance.InstanceLifecycle === 'spot';
  const instanceStore = instance.RootDeviceType === 'instance-store';
  return [
    spot ? 'Spot: AWS may take it back at any time, and it can’t be protected against termination' : [],
    instanceStore ? 'its root disk is instance store: a stop or termination destroys it' : [],
    instance.SourceDestCheck === false ? 'it forwards others’ traffic (NAT or appliance): they go dark with it' : [],
    tagged(instance, /^aws:cloudformation:stack-name$/) ? 'a CloudFormation stack owns it and may put groups back' : [],
    tagged(instance, /^karpenter\.sh\//) ? 'Karpenter may replace it' : [],
    instance.Operator?.Managed === true ? `${instance.Operator.Principal ?? 'a service of AWS'} manages it` : [],
  ].flat();
};

/** What containing this one instance leaves open, whatever the steps say. The host's class caps the verdict. */
export const notCoveredBy = (instance: Instance): string[] => [
  'DNS through the VPC’s resolver: security groups don’t stop it (T2)',
  ...(isKubernetes(instance)
    ? ['roles of its pods and their replicas on other nodes', 'interfaces that the cluster adds later']
    : []),
  ...(tagged(instance, /^(ecs|AmazonECSManaged)/i) ? ['roles of its ECS tasks and their copies elsewhere'] : []),
  ...(tagged(instance, /^aws:autoscaling:groupName$/) ? ['its replacement, started from the same image and data'] : []),
];
