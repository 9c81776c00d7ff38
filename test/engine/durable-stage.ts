import type { Durable } from '../../src/engine/index.ts';
import type { Place, Run } from './durable-adapter.ts';

/** A place with one run at a time, closed when the test ends. */
export interface Stage {
  readonly place: Place;
  /** Opens the case for the first time. */
  readonly start: () => Promise<Durable>;
  /** Ends the run that is open, as asked, and opens the case again. */
  readonly again: (how: 'crash' | 'close') => Promise<Durable>;
  /** Opens it where no run is open. */
  readonly open: () => Promise<Durable>;
  readonly run: () => Run;
}
export type MakeStage = () => Promise<Stage>;

export const kinds = (durable: Durable): readonly string[] => durable.entries().map(({ is }) => is);
/** The name of what a promise fails with. */
export const faults = (done: Promise<unknown>): Promise<unknown> =>
  done.then(
    () => 'no fault',
    (error: unknown) => (error as Error).name,
  );
