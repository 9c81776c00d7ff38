/** A request as it came in, with its body complete. Header names are in lower case. */
export interface HttpIn {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** An answer, ready to be written. */
export interface HttpOut {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The parts of `Credential=<key id>/<date>/<region>/<service>/aws4_request` that the range uses. */
export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly signingName: string;
}

/** Reads the credential scope. The signature itself is not checked (a listed lie, see docs/range.md). */
export function scopeOf(request: HttpIn): Scope | undefined {
  const match = /Credential=([^/,\s]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(
    request.headers['authorization'] ?? '',
  );
  if (!match) return undefined;
  const [, accessKeyId = '', region = '', signingName = ''] = match;
  return { accessKeyId, region, signingName };
}
