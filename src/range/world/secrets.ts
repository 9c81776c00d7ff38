/** Secrets Manager. */
import type { Tags } from './tags.ts';

export interface SecretVersion {
  id: string;
  /** A text, or bytes in base64. */
  text?: string;
  bytes?: string;
  /** AWSCURRENT, AWSPREVIOUS, AWSPENDING and others; none: deprecated. */
  stages: string[];
  createdAt: number;
}

export interface Secret {
  name: string;
  arn: string;
  description?: string;
  kmsKeyId?: string;
  versions: Record<string, SecretVersion>;
  /** The resource policy, as the JSON text that was put. */
  policy?: string;
  tags: Tags;
  createdAt: number;
  changedAt: number;
  accessedAt?: number;
  /** Marked for deletion. */
  deletedAt?: number;
}

export interface SecretsState {
  secrets: Record<string, Secret>;
}
