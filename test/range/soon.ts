import { expect } from 'vitest';

/** For what becomes true by itself: a busy machine may need a while. */
// oxlint-disable-next-line vitest/require-awaited-expect-poll -- who asks awaits it
export const expectSoon = <Answer>(ask: () => Answer) => expect.poll(ask, { timeout: 30_000 });
