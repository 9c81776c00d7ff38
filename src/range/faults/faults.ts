import type { Fault, FaultHit, FaultSubject } from './fault.ts';

interface Counted {
  readonly fault: Fault;
  seen: number;
  hits: number;
}

/** The rules in force, each with its count. */
export class Faults {
  readonly hits: FaultHit[] = [];
  #rules: Counted[];

  constructor(rules: readonly Fault[] = []) {
    this.#rules = rules.map((fault) => ({ fault, seen: 0, hits: 0 }));
  }

  get rules(): Fault[] {
    return this.#rules.map(({ fault }) => fault);
  }

  add(...faults: readonly Fault[]): void {
    this.#rules.push(...faults.map((fault) => ({ fault, seen: 0, hits: 0 })));
  }

  clear(): void {
    this.#rules = [];
  }

  /** The first rule that hits this request; counts it. Called once per request. */
  take(subject: FaultSubject, at: number): Fault | undefined {
    for (const rule of this.#rules) {
      if (!fits(rule.fault, subject)) continue;
      rule.seen += 1;
      const { after = 0, times = Infinity } = rule.fault;
      if (rule.seen <= after || rule.hits >= times) continue;
      rule.hits += 1;
      this.hits.push({ ...subject, at, fault: rule.fault });
      return rule.fault;
    }
    return undefined;
  }
}

function fits(fault: Fault, subject: FaultSubject): boolean {
  const { service, operation, region, resource } = fault;
  if (service && service !== subject.service) return false;
  if (operation && operation !== subject.operation) return false;
  if (region && region !== subject.region) return false;
  return !resource || JSON.stringify(subject.input).includes(JSON.stringify(resource).slice(1, -1));
}
