import type { Tags } from './tags.ts';

export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/** A state which takes effect by itself at `at`. */
export interface Transition {
  to: InstanceState;
  at: number;
}

export interface Device {
  name: string;
  volumeId: string;
  deleteOnTermination: boolean;
  attachedAt: number;
}

export interface MetadataOptions {
  endpoint: 'enabled' | 'disabled';
  tokens: 'optional' | 'required';
  hopLimit: number;
  tagsInMetadata: 'enabled' | 'disabled';
  ipv6: 'enabled' | 'disabled';
  /** Until then the reported state is `pending`. */
  appliedAt: number;
}

export interface Instance {
  id: string;
  reservationId: string;
  type: string;
  imageId: string;
  architecture: 'arm64' | 'x86_64';
  launchedAt: number;
  vpcId: string;
  subnetId: string;
  zone: string;
  state: InstanceState;
  transition?: Transition;
  stateReason?: string;
  rebootedAt?: number;
  terminationProtected: boolean;
  stopProtected: boolean;
  shutdownBehavior: 'stop' | 'terminate';
  spot: boolean;
  userData?: string;
  consoleOutput: string;
  metadata: MetadataOptions;
  rootDevice: string;
  devices: Device[];
  /** The groups of each interface when the range started: what "putting back" means. */
  firstGroups: Record<string, string[]>;
  tags: Tags;
}

export interface Volume {
  id: string;
  sizeGiB: number;
  type: string;
  zone: string;
  encrypted: boolean;
  kmsKeyId?: string;
  createdAt: number;
  snapshotId?: string;
  tags: Tags;
}

export interface SnapshotLock {
  mode: 'governance' | 'compliance';
  createdAt: number;
  expiresAt: number;
  coolOffEndsAt?: number;
  durationDays: number;
}

export interface Snapshot {
  id: string;
  volumeId: string;
  sizeGiB: number;
  encrypted: boolean;
  kmsKeyId?: string;
  description: string;
  startedAt: number;
  completesAt: number;
  failed?: boolean;
  lock?: SnapshotLock;
  tags: Tags;
}

/** The profile of an instance, as `DescribeIamInstanceProfileAssociations` shows it. */
export interface ProfileAssociation {
  id: string;
  instanceId: string;
  profileName: string;
  state: 'associating' | 'associated';
  at: number;
}

export interface ComputeState {
  instances: Record<string, Instance>;
  volumes: Record<string, Volume>;
  snapshots: Record<string, Snapshot>;
  associations: Record<string, ProfileAssociation>;
}
