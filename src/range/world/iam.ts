import type { Tags } from './tags.ts';

/** Inline policies by name, each as the JSON text that was put. */
export type Policies = Record<string, string>;

export interface User {
  name: string;
  id: string;
  arn: string;
  createdAt: number;
  policies: Policies;
  tags: Tags;
  /** A responder of the drill, as opposed to somebody of the scenario. */
  responder?: boolean;
}

export interface Role {
  name: string;
  /** `AROA…`: the first half of `aws:userid` of the role's sessions. */
  id: string;
  arn: string;
  path: string;
  createdAt: number;
  policies: Policies;
  attached: string[];
  trust: string;
  maxSessionSeconds: number;
  tags: Tags;
}

/** A profile's name need not be its role's name (trap T11). */
export interface InstanceProfile {
  name: string;
  id: string;
  arn: string;
  path: string;
  createdAt: number;
  roles: string[];
}

/** An access key: long-term (`user`), or temporary (`role` and `session`). */
export interface AccessKey {
  id: string;
  secret: string;
  active: boolean;
  issuedAt: number;
  user?: string;
  role?: string;
  session?: string;
  token?: string;
  expiresAt?: number;
  /** The instance which got the credentials from its metadata service. */
  instanceArn?: string;
}

export interface IamState {
  users: Record<string, User>;
  roles: Record<string, Role>;
  profiles: Record<string, InstanceProfile>;
  keys: Record<string, AccessKey>;
}
