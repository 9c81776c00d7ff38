import type { Simulation } from '../server/simulation.ts';

const EVERY_MS = 100;

/** Asynchronous, so that what goes wrong in it is told, and ends nothing. */
const tick = async (simulation: Simulation): Promise<void> => simulation.advance();

/** Time passes without requests too: an alarm reboots its instance whether or not anybody asks. */
export class Ticker {
  readonly #timer: NodeJS.Timeout;

  constructor(simulation: Simulation) {
    this.#timer = setInterval(() => simulation.inBackground(tick(simulation)), EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
