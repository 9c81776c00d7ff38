// Too many wrong tokens from one address within a second: 429 for the next one.
const MOST = 20;
const WINDOW_MS = 1000;

export class Limiter {
  #failures = new Map();

  #recent(ip) {
    return (this.#failures.get(ip) ?? []).filter((at) => at > Date.now() - WINDOW_MS);
  }

  isOver(ip) {
    return this.#recent(ip).length >= MOST;
  }

  failed(ip) {
    this.#failures.set(ip, [...this.#recent(ip), Date.now()]);
  }
}
