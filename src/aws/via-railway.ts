import { commands, type RailwayCall, RailwayFailed, runCommand } from '../railway/index.ts';
import { backoff, CALL_MS, pause } from './backoff.ts';
import type { InputOf } from './calls.ts';
import { CallFailed } from './failure.ts';
import type { Made } from './door.ts';

/** Each start of the program sends several requests, of which a small plan has a hundred an hour. */
const TRIES = 4;

/** A call of the door that goes to Railway: repeated, timed and recorded as those to AWS are. */
export const viaRailway = async (
  name: RailwayCall,
  input: object,
  within: AbortSignal,
  done: (made: Partial<Made>) => void,
): Promise<unknown> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const signal = AbortSignal.any([within, AbortSignal.timeout(CALL_MS)]);
      const answer = await runCommand(name, input as InputOf<typeof name>, signal);
      done({ attempts: attempt });
      return answer;
    } catch (error) {
      if (!(error instanceof RailwayFailed)) throw error;
      const { failure } = error;
      // Turned away for coming too fast, nothing was done; after any other doubt what makes things is looked up first.
      const throttled = failure.code === 'RATELIMITED';
      const mayRepeat = throttled || (failure.reason === 'unreachable' && commands[name].repeat === 'safe');
      if (mayRepeat && attempt < TRIES && !within.aborted) {
        await pause(backoff(attempt, throttled), within);
        if (!within.aborted) continue;
      }
      done({ attempts: attempt, failed: failure.code });
      throw new CallFailed({ ...failure, call: name, region: '', attempts: attempt });
    }
  }
};
