import { knockOn, type Knocked } from '../doors/knock.ts';
import type { Simulation } from '../server/simulation.ts';

/** A device's own token is for a WebSocket: the current product takes it nowhere else. */
const isForWebSocket = (name: string): boolean => name === 'device';
const LET_IN = new Set(['200', '101']);
const BODY = JSON.stringify({ tool: 'sessions_list', action: 'json', args: {} });
const metOf = (knocked: Knocked): string => (knocked.is === 'answered' ? String(knocked.status) : knocked.is);

/** Uses each of the attacker's credentials again and again, from the alert on. */
export class Attacker {
  readonly #simulation: Simulation;
  readonly #timer: NodeJS.Timeout | undefined;
  #busy = false;
  #stopped = false;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    const { attack } = simulation.world;
    if (!attack) return;
    this.#timer = setInterval(() => this.#round(), attack.everyMs);
    this.#timer.unref();
    this.#round();
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  #round(): void {
    if (this.#busy) return;
    this.#busy = true;
    const names = Object.keys(this.#simulation.world.attack?.credentials ?? {});
    const work = Promise.all(names.map((name) => this.#use(name))).finally(() => {
      this.#busy = false;
    });
    this.#simulation.inBackground(work);
  }

  /** Door after door, until one accepts. */
  async #use(name: string): Promise<void> {
    const { attack } = this.#simulation.world;
    const value = attack?.credentials[name]?.value ?? '';
    for (const door of attack?.doors ?? []) {
      const headers = {
        authorization: `Bearer ${value}`,
        'content-type': 'application/json',
        'user-agent': 'python-requests/2.32',
      };
      const url = new URL('/tools/invoke', door).href;
      const from = attack?.from ?? '';
      const request = isForWebSocket(name)
        ? { url: new URL('/', door).href, headers, from, isWebSocket: true }
        : { url, method: 'POST', headers, body: BODY, from };
      const knocked = await knockOn(this.#simulation, request);
      if (this.#stopped || this.#count(name, metOf(knocked))) return;
    }
  }

  /** Looked up anew each time: a write that fails puts a copy of the world in place. */
  #count(name: string, met: string): boolean {
    const credential = this.#simulation.world.attack?.credentials[name];
    if (!credential) return false;
    const now = this.#simulation.clock.now();
    credential.tried += 1;
    credential.lastTriedAt = now;
    credential.lastMet = met;
    if (!LET_IN.has(met)) return false;
    credential.accepted += 1;
    credential.lastAcceptedAt = now;
    return true;
  }
}
