// Too many wrong tokens from one address: 429, whatever comes from there next.
// The current product: ten within a minute, for five minutes, this host itself excepted. Of the older ones it is a guess.
const OLD = { most: 20, windowMs: 1000, lockMs: 1000, isExempt: () => false };
const isLoopback = (ip = '') => ip.startsWith('127.') || ip === '::1';
const CURRENT = { most: 10, windowMs: 60_000, lockMs: 300_000, isExempt: isLoopback };

export class Limiter {
  #failures = new Map();
  #lockedUntil = new Map();

  constructor(isCurrent) {
    this.rule = isCurrent ? CURRENT : OLD;
  }

  /** Seconds until it is listened to again; 0 where it is now. */
  waitOf(ip) {
    return Math.max(0, Math.ceil(((this.#lockedUntil.get(ip) ?? 0) - Date.now()) / 1000));
  }

  failed(ip) {
    const { most, windowMs, lockMs, isExempt } = this.rule;
    if (isExempt(ip)) return;
    const recent = (this.#failures.get(ip) ?? []).filter((at) => at > Date.now() - windowMs);
    this.#failures.set(ip, [...recent, Date.now()]);
    if (recent.length + 1 >= most) this.#lockedUntil.set(ip, Date.now() + lockMs);
  }

  letIn(ip) {
    this.#failures.delete(ip);
  }
}
