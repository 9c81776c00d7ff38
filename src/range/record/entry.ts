import type { Principal } from '../access/principal.ts';

/** One request, or one thing that somebody in the scenario did. CloudTrail's answers are made from these. */
export interface Entry {
  at: number;
  /** The SDK's service id. */
  service: string;
  signingName: string;
  operation: string;
  readOnly: boolean;
  dryRun: boolean;
  /** Did the world change? */
  effect: boolean;
  /** The caller's ARN. */
  principal: string;
  accessKeyId: string;
  userAgent: string;
  sourceIp: string;
  resources: string[];
  requestId: string;
  error?: { code: string; message: string };
  /** The injected fault which hit this request. */
  fault?: string;
  region: string;
  account: string;
  /** As it came in, secrets included: tests look for leaks here. */
  input: unknown;
  /** Put there by the scenario, before the alert. */
  seeded?: boolean;
  identity: Principal;
}
