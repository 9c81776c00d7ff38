import type { Host, Reply } from '../../engine/index.ts';
import { askQuestion } from '../ask/ask-question.ts';
import { promptsOn } from '../ask/prompts.ts';
import { type Frame, frameOf } from '../live/frame.ts';
import type { View } from '../live/view.ts';
import type { Screen } from '../screen.ts';
import { answerOf } from './answers.ts';
import { caseSoFar } from './case-so-far.ts';
import { type HostOptions, plainHost } from './plain-host.ts';
import { inert } from '../../redact/index.ts';

/** Clocks count seconds; four looks a second never skip one. */
const EVERY_MS = 250;
const ROWS = 24;

/**
 * A run on a terminal: its state drawn live on stderr, its questions asked there, one at a time. The view is stopped for
 * a question and opened again behind it. The engine never waits for what is drawn; only `close` does.
 */
export const liveHost = (screen: Screen, options: HostOptions): Host & { readonly close: () => Promise<void> } => {
  const { answers, earlier = [], now = () => new Date() } = options;
  const known = caseSoFar(earlier);
  const prompts = promptsOn(screen);
  let view: View | undefined;
  let plain: Host | undefined;
  let timer: NodeJS.Timeout | undefined;
  let begun = false;
  let closed = false;
  /** Opening, closing and asking come one after the other. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(body: () => Promise<T>): Promise<T> => {
    const next = turn.then(body);
    turn = next.catch(() => undefined);
    return next;
  };

  const frame = (): Frame | undefined => {
    const state = known.state();
    return state && frameOf(state, now(), screen, process.stderr.rows ?? ROWS);
  };
  const open = async (): Promise<void> => {
    const first = frame();
    if (!first || closed) return;
    const { openView } = await import('../live/view.ts');
    view = await openView(screen, first);
    timer = setInterval(() => {
      const next = frame();
      if (next) view?.draw(next);
    }, EVERY_MS);
  };
  const stop = async (last?: Frame): Promise<void> => {
    clearInterval(timer);
    await view?.end(last);
    view = undefined;
  };
  /** What goes wrong while drawing must not end a containment: from then on there are plain lines. */
  const safely = async (body: () => Promise<void>): Promise<void> => {
    try {
      await body();
    } catch (error) {
      view = undefined;
      clearInterval(timer);
      plain ??= plainHost(screen, { ...options, earlier: known.entries() });
      screen.err(`The live view has ended (${inert(String(error))}); plain lines follow.\n`);
    }
  };
  const isOver = (): boolean => closed;

  return {
    tell: (entry) => {
      known.hear(entry);
      plain?.tell(entry);
      if (begun || !known.opened()) return;
      begun = true;
      void inTurn(() => safely(open));
    },
    ask: (question, signal) => {
      const given = answerOf(question, answers);
      if (given) return Promise.resolve(given);
      return inTurn(async (): Promise<Reply> => {
        if (signal.aborted || isOver()) return { is: 'later' };
        await safely(stop);
        try {
          return await askQuestion(question, {
            screen,
            prompts,
            operator: answers.operator,
            state: known.state(),
            now,
            signal,
          });
        } finally {
          if (!plain) await safely(open);
        }
      });
    },
    close: () => {
      closed = true;
      return inTurn(() => safely(() => stop(frame())));
    },
  };
};
