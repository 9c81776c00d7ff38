/** Why the railway program did not do what it was asked. The words are its own, scrubbed; never its whole output. */
export interface RailwayFailure {
  readonly reason: 'denied' | 'no-credentials' | 'not-found' | 'refused' | 'unreachable' | 'not-ready';
  /** A word that stays the same, where the program's own words tell. */
  readonly code: string;
  readonly message: string;
}
/** Carries an expected failure out of a command to the door, which says which call it was. */
export class RailwayFailed extends Error {
  readonly failure: RailwayFailure;
  constructor(failure: RailwayFailure) {
    super(failure.message);
    this.name = 'RailwayFailed';
    this.failure = failure;
  }
}
