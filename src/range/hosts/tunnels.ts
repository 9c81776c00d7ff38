import { Tunnel, type TunnelEnd, type TunnelTold } from './tunnel.ts';

/** The connections to one host. */
export class Tunnels {
  readonly #tell: (order: object) => void;
  readonly #open = new Map<string, Tunnel>();
  #count = 0;

  constructor(tell: (order: object) => void) {
    this.#tell = tell;
  }

  /** Resolves when somebody listens there; rejects with the error's code where nobody does. */
  async open(to: TunnelEnd): Promise<Tunnel> {
    this.#count += 1;
    const id = `t${this.#count}`;
    const tunnel = new Tunnel(id, to, this.#tell);
    this.#open.set(id, tunnel);
    tunnel.once('close', () => this.#open.delete(id));
    await tunnel.opened;
    return tunnel;
  }

  hear(told: TunnelTold): void {
    this.#open.get(told.tunnel)?.hear(told);
  }

  gone(): void {
    for (const tunnel of this.#open.values()) tunnel.gone();
  }
}
