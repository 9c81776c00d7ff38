/** Why a case can't be made, found or opened. The message says what to do. */
export interface CaseFailure<R extends string = string> {
  readonly ok: false;
  readonly reason: R;
  readonly message: string;
}
export const no = <R extends string>(reason: R, message: string): CaseFailure<R> => ({ ok: false, reason, message });
