import { isClockSkewCorrectedError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import type { AwsFailure } from './failure.ts';

interface SdkLike {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly Code?: string;
  readonly $metadata?: { readonly requestId?: string; readonly httpStatusCode?: number };
  readonly $response?: unknown;
}

/** EC2 models no errors, so the code is the only word for what happened. From the services' error lists. */
const DENIED = /^(UnauthorizedOperation|AccessDenied(Exception)?|AuthorizationError|OptInRequired|Unauthorized.*)$/;
const CREDENTIALS =
  /^(AuthFailure|InvalidClientTokenId|UnrecognizedClientException|ExpiredToken(Exception)?|RequestExpired|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken(Exception)?|CredentialsProviderError|TokenProviderError)$/;
const MISSING = /(NotFound|NoSuchEntity|DoesNotExist|InvalidInstanceId$|ResourceNotFoundException)/;

const codeOf = (error: SdkLike): string => error.Code ?? (error.name === 'Error' ? error.code : error.name) ?? 'Error';

/** Whether AWS turned the call away unread, for coming too fast. */
export const wasThrottled = (error: unknown): boolean => isThrottlingError(error as never);
/** Whether the same call may succeed a little later. */
export const mayPass = (error: unknown): boolean => {
  const like = error as never;
  if (isThrottlingError(like) || isTransientError(like) || isClockSkewCorrectedError(like) === true) return true;
  return ((error as SdkLike).$metadata?.httpStatusCode ?? 0) >= 500;
};

/** Turns what the SDK threw into a failure. Never carries the SDK's error object: it can hold credentials (S2). */
export const classify = (error: unknown, call: string, region: string, attempts: number): AwsFailure => {
  const like = error as SdkLike;
  const code = codeOf(like);
  const requestId = like.$metadata?.requestId;
  const about = { call, region, code, attempts, ...(requestId === undefined ? {} : { requestId }) };
  const message = (like.message ?? 'no message').split('\n')[0]?.slice(0, 500) ?? '';
  if (CREDENTIALS.test(code)) return { reason: 'no-credentials', ...about, message };
  if (DENIED.test(code)) return { reason: 'denied', ...about, message };
  if (MISSING.test(code)) return { reason: 'not-found', ...about, message };
  if (like instanceof SyntaxError || /XML parse error|Deserialization error|is not valid JSON/i.test(message))
    return {
      reason: 'not-aws',
      ...about,
      message: 'the answer was not from AWS (a proxy or a captive portal answers there)',
    };
  if (mayPass(error) || like.name === 'AbortError' || like.name === 'TimeoutError' || like.code !== undefined)
    return { reason: 'unreachable', ...about, message: `${message} (after ${attempts} tries)` };
  if (requestId === undefined && like.$metadata?.httpStatusCode !== undefined)
    return {
      reason: 'not-aws',
      ...about,
      message: `HTTP ${like.$metadata.httpStatusCode} without a request id: not AWS`,
    };
  return { reason: 'refused', ...about, message };
};
