/** A stranger who uses what was leaked, and what the range counts of it. Part of the world: plain data. */
export interface Attack {
  readonly from: string;
  readonly everyMs: number;
  /** Addresses that the attacker knows; he takes the first that lets him in. */
  readonly doors: readonly string[];
  readonly credentials: Record<string, AttackCredential>;
}

/** One credential of his: the leaked token, or that of a device which he paired with it. */
export interface AttackCredential {
  readonly value: string;
  /** Requests sent with it since the alert. */
  tried: number;
  /** Those which the gateway accepted. */
  accepted: number;
  /** ms since the epoch. */
  lastAcceptedAt?: number;
  lastTriedAt?: number;
  /** What he met last: a status, or `refused`, `filtered`, `unknown`. */
  lastMet?: string;
}

/** For a scorecard: what got in since the alert, without the values. */
export interface AttackTally {
  readonly from: string;
  readonly everyMs: number;
  readonly doors: readonly string[];
  /** When the drill began, ms since the epoch. */
  readonly since: number;
  /** By credential: `token`, `device`. */
  readonly credentials: Readonly<Record<string, Omit<AttackCredential, 'value'>>>;
}

export function tallyOf(attack: Attack, since: number): AttackTally {
  const { from, everyMs, doors } = attack;
  const credentials = Object.entries(attack.credentials).map(([name, { value: _value, ...rest }]) => [name, rest]);
  return { from, everyMs, doors, since, credentials: Object.fromEntries(credentials) as AttackTally['credentials'] };
}
