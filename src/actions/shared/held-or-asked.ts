import type { Looking } from '../../aws/index.ts';
import type { Use } from '../../language/index.ts';
import { type HeldSecrets, heldBy } from './held-secrets.ts';
import { readState } from './gateway-state.ts';
import type { LookCalls } from './on-host.ts';

/** The case's secrets, of which this process knows nothing after a resume: the host seals them again. */
export const heldOrAsked = async (aws: Looking<LookCalls>, instanceId: string, use: Use): Promise<HeldSecrets> => {
  const held = heldBy(use.caseId);
  if (held.made.size === 0) await readState(aws, instanceId, use);
  return held;
};
