import { expect } from 'vitest';

/** For what becomes true by itself: a busy machine may need a while. */
export const expectSoon = <Answer>(ask: () => Answer) => expect.poll(ask, { timeout: 30_000 });
