/**
 * What can go wrong with a call to AWS. Every failure names the call, so that a person can do it by hand, and the
 * request id where AWS gave one.
 */
interface Called {
  readonly call: string;
  readonly region: string;
  readonly message: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly attempts?: number;
}
/** AWS refused: the caller lacks a permission, or a deny matched. */
export interface Denied extends Called {
  readonly reason: 'denied';
}
/** The thing is not there (any `…NotFound`, `NoSuchEntity`, `InvalidInstanceId` of SSM). */
export interface NotFound extends Called {
  readonly reason: 'not-found';
}
/** AWS understood and refused for another reason: bad parameter, wrong state, conflict. */
export interface Refused extends Called {
  readonly reason: 'refused';
}
/** Throttled, unavailable, reset or silent until the step's time was used up. */
export interface Unreachable extends Called {
  readonly reason: 'unreachable';
}
/** Something answered that is not AWS: no request id, an HTML page, an empty body (a captive portal, a proxy). */
export interface NotAws extends Called {
  readonly reason: 'not-aws';
}
/** No credentials, or they are invalid or have expired. */
export interface NoCredentials extends Called {
  readonly reason: 'no-credentials';
}
/** The endpoint is not one that this run may talk to: a drill reaches nothing but the range, and the other way round. */
export interface WrongEndpoint extends Called {
  readonly reason: 'wrong-endpoint';
}
/** The program that the call goes through is missing, or too old for it. */
export interface NotReady extends Called {
  readonly reason: 'not-ready';
}
export type AwsFailure = Denied | NotFound | Refused | Unreachable | NotAws | NoCredentials | WrongEndpoint | NotReady;

/** Carries an expected failure from a call to the one place that turns throws into values. */
export class CallFailed extends Error {
  readonly failure: AwsFailure;
  constructor(failure: AwsFailure) {
    super(`${failure.call}: ${failure.message}`);
    this.name = 'CallFailed';
    this.failure = failure;
  }
}
/** True where a call failed with one of these AWS error codes; for actions to which a refusal is an answer. */
export const failedWith = (error: unknown, ...codes: string[]): boolean =>
  error instanceof CallFailed && codes.includes(error.failure.code ?? '');
export const failedBecause = (error: unknown, reason: AwsFailure['reason']): boolean =>
  error instanceof CallFailed && error.failure.reason === reason;
