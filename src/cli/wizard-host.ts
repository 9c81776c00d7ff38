import type { Host } from '../engine/index.ts';
import type { Entry, Of } from '../journal/index.ts';
import { liveHost, type Screen } from '../terminal/index.ts';
import type { ClosingHost } from './case-session.ts';
import type { Settings } from './settings.ts';

/** Quiet while the wizard asks; from `show` on the live view of the run. */
export interface WizardHost extends ClosingHost {
  readonly show: () => void;
  /** The first step's end: whether the target is there, and what was read of it. */
  readonly first: Promise<Of<'ended'> | Of<'failed'>>;
  readonly heard: () => readonly Entry[];
}
export const wizardHost = (screen: Screen, settings: Settings): WizardHost => {
  const heard: Entry[] = [];
  const first = Promise.withResolvers<Of<'ended'> | Of<'failed'>>();
  let live: ClosingHost | undefined;
  const shown = Promise.withResolvers<ClosingHost>();
  const tell: Host['tell'] = (entry) => {
    heard.push(entry);
    if (entry.is === 'ended' || entry.is === 'failed') first.resolve(entry);
    live?.tell(entry);
  };
  return {
    tell,
    // Nothing is asked before the go: every question stands behind a change.
    ask: async (question, signal) => (await shown.promise).ask(question, signal),
    first: first.promise,
    heard: () => heard,
    show: () => {
      const { program, yes, approve, operator } = settings;
      live = liveHost(screen, { program, answers: { yes, approve, operator } });
      for (const entry of heard) live.tell(entry);
      shown.resolve(live);
    },
    close: async () => live?.close?.(),
  };
};
