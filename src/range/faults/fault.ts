export type FaultKind =
  | 'throttle'
  | '5xx'
  | 'html-500'
  | 'html-200'
  | 'empty-200'
  | 'slow'
  | 'hang'
  | 'trickle'
  | 'reset'
  | 'access-denied'
  | 'expired-token'
  | 'not-visible';

/** A rule: which requests go wrong, from which on, how often and how. Every given part has to fit. */
export interface Fault {
  /** The SDK's service id, for instance `EC2`. */
  readonly service?: string;
  readonly operation?: string;
  /** An id or a name which the request mentions. */
  readonly resource?: string;
  readonly region?: string;
  /** So many fitting requests pass first. */
  readonly after?: number;
  /** So many requests are hit; every one, where left out. */
  readonly times?: number;
  /** `after`: the request takes effect, only its answer goes wrong. */
  readonly when?: 'before' | 'after';
  readonly kind: FaultKind;
  /** For slow and trickle: how long the answer takes. */
  readonly ms?: number;
}

/** The request as rules see it. */
export interface FaultSubject {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly input: unknown;
}

export interface FaultHit extends FaultSubject {
  readonly at: number;
  readonly fault: Fault;
}
