import { actions } from '../actions/index.ts';
import { dropClaim, MIRROR_CALLS, type OpenCase } from '../case/index.ts';
import { release, type StepState, stateOf } from '../engine/index.ts';
import type { Screen } from '../terminal/index.ts';
import type { ClosingHost } from './case-session.ts';
import { proveService, type Sign } from './service-proof.ts';
import { handleFor, type Session } from './session.ts';
import type { Settings } from './settings.ts';

export interface Release {
  readonly held: OpenCase;
  readonly session: Session;
  readonly settings: Settings;
  readonly screen: Screen;
  readonly host: ClosingHost;
  readonly falsePositive: boolean;
  readonly only: readonly string[];
  readonly acceptDrift: readonly string[];
}
export interface Outcome {
  readonly steps: readonly StepState[];
  readonly service: readonly Sign[];
  readonly exit: number;
}
/** Puts back what can be put back, gives the target free once all is, and after a false positive proves the service. */
export const releaseCase = async (job: Release): Promise<Outcome> => {
  const { held, session, settings, falsePositive, only, acceptDrift, host } = job;
  const { durable } = held;
  await release({
    durable,
    host,
    door: session.door,
    actions,
    by: settings.operator,
    falsePositive,
    acceptDrift,
    ...(only.length > 0 ? { only } : {}),
  });
  const state = stateOf(durable.entries());
  const steps = state.steps.filter((step) => step.released !== undefined);
  const outcomes = steps.map((step) => step.released?.outcome);
  const left = outcomes.some((outcome) => outcome === 'kept' || outcome === 'drifted' || outcome === 'failed');
  const isClaimed = state.claim?.is === 'claimed';
  if (!left && only.length === 0 && (session.platform === undefined || isClaimed))
    await dropClaim(handleFor(session, MIRROR_CALLS), state.target);
  const service =
    falsePositive && state.target.startsWith('i-') ? await proveService(session, state.target, state.steps) : [];
  for (const sign of service) await durable.append({ is: 'noted', text: `service: ${sign.what}`, by: 'ir' });
  const failed = outcomes.includes('failed') || service.some((sign) => !sign.ok);
  return { steps, service, exit: failed ? 1 : left ? 5 : 0 };
};
