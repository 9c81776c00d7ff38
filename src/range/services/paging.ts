import { AwsError } from '../wire/error.ts';
import type { Call } from './handlers.ts';

export interface PageRequest {
  readonly max?: number | undefined;
  readonly token?: string | undefined;
  /** AWS's size where the caller names none; all, where left out. */
  readonly usual?: number;
  /** The code of the error for a token that nobody gave out. */
  readonly badToken?: string;
}

export interface Page<Item> {
  readonly items: Item[];
  readonly next: string | undefined;
}

const encode = (offset: number) => Buffer.from(`page:${offset}`).toString('base64url');

function decode(token: string, code: string): number {
  const match = /^page:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (!match) throw new AwsError(code, `The pagination token is not valid: ${token}`);
  return Number(match[1]);
}

/** One page of a list. A scenario's `pageSize` makes all pages small, so that partial lists show. */
export function page<Item>(call: Call, items: readonly Item[], request: PageRequest): Page<Item> {
  const offset = request.token ? decode(request.token, request.badToken ?? 'InvalidNextToken') : 0;
  const asked = request.max ?? request.usual ?? Infinity;
  const end = offset + Math.min(asked, call.world.pageSize ?? Infinity);
  return { items: items.slice(offset, end), next: end < items.length ? encode(end) : undefined };
}
