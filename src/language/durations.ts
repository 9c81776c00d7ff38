/** A length of time, in seconds. */
export interface Duration {
  readonly seconds: number;
}
export const seconds = (n: number): Duration => ({ seconds: n });
export const minutes = (n: number): Duration => ({ seconds: n * 60 });
export const hours = (n: number): Duration => ({ seconds: n * 3600 });

export const SEVERITIES = ['critical', 'high', 'medium'] as const;
export type Severity = (typeof SEVERITIES)[number];
/** A time that is shorter when it burns. */
export type Budget = Duration | { readonly critical: Duration; readonly otherwise: Duration };
