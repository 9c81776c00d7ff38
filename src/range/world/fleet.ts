/** Auto Scaling, load balancers, alarms, stacks and trails: what reacts to, or belongs to, an instance. */
import type { Tags } from './tags.ts';

export type Lifecycle = 'InService' | 'EnteringStandby' | 'Standby' | 'Terminating' | 'Detaching' | 'Pending';

export interface Member {
  instanceId: string;
  lifecycle: Lifecycle;
  health: 'Healthy' | 'Unhealthy';
  protectedFromScaleIn: boolean;
  /** When it has arrived in Standby. */
  standbyAt?: number;
  /** Since when its health checks fail. */
  failingSince?: number;
  /** The group decided to replace it: nothing stops that any more (trap T5, c7n #8660). */
  terminatesAt?: number;
}

export interface Activity {
  id: string;
  at: number;
  description: string;
  cause: string;
  status: 'Successful' | 'InProgress' | 'Failed';
}

export interface ScalingGroup {
  name: string;
  arn: string;
  min: number;
  max: number;
  desired: number;
  zones: string[];
  subnets: string[];
  healthCheck: 'EC2' | 'ELB';
  graceSeconds: number;
  launchTemplate: string;
  /** The instance that its template describes. */
  model: string;
  /** The groups of the interfaces that it launches. */
  launchGroups: string[];
  targetGroupArns: string[];
  suspended: string[];
  members: Record<string, Member>;
  activities: Activity[];
  createdAt: number;
  tags: Tags;
}

export interface Target {
  id: string;
  port: number;
  /** `draining` until then, and gone afterwards. */
  drainedAt?: number;
}

export interface TargetGroup {
  arn: string;
  name: string;
  port: number;
  protocol: string;
  vpcId: string;
  loadBalancerArns: string[];
  targets: Target[];
  drainMs: number;
}

export interface LoadBalancer {
  arn: string;
  name: string;
  dnsName: string;
  type: 'application' | 'network';
  scheme: 'internet-facing' | 'internal';
  vpcId: string;
  subnets: string[];
  groups: string[];
  createdAt: number;
  listeners?: Listener[];
}

export interface Listener {
  arn: string;
  port: number;
  protocol: 'HTTP' | 'HTTPS';
  targetGroupArn: string;
  certificateArn?: string;
}

/** One day of one service. */
export interface Cost {
  /** `2026-11-20` */
  day: string;
  /** `Amazon Bedrock` */
  service: string;
  /** In US dollars. */
  amount: number;
  quantity: number;
}

/** A CloudFront distribution: global, so kept by account. */
export interface Distribution {
  id: string;
  arn: string;
  domain: string;
  aliases: string[];
  comment: string;
  enabled: boolean;
  origin: { id: string; domain: string; port: number };
  modifiedAt: number;
}

export interface Alarm {
  name: string;
  arn: string;
  metric: string;
  instanceId: string;
  actions: string[];
  actionsEnabled: boolean;
  state: 'OK' | 'ALARM';
  stateAt: number;
  /** When an isolated instance makes it fire. */
  firesAt?: number;
}

export interface Stack {
  name: string;
  id: string;
  createdAt: number;
  outputs: Record<string, string>;
  resources: { logicalId: string; physicalId: string; type: string }[];
  tags: Tags;
}

export interface Trail {
  name: string;
  arn: string;
  bucket: string;
  multiRegion: boolean;
  logging: boolean;
  dataEvents: boolean;
  startedAt: number;
}

export interface FleetState {
  scalingGroups: Record<string, ScalingGroup>;
  loadBalancers: Record<string, LoadBalancer>;
  targetGroups: Record<string, TargetGroup>;
  alarms: Record<string, Alarm>;
  stacks: Record<string, Stack>;
  trails: Record<string, Trail>;
}
