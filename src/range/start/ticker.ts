import type { Simulation } from '../server/simulation.ts';

const EVERY_MS = 100;

/** Time passes without requests too: an alarm reboots its instance whether or not anybody asks. */
export class Ticker {
  readonly #timer: NodeJS.Timeout;

  constructor(simulation: Simulation) {
    this.#timer = setInterval(() => simulation.advance(), EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
