import type { HttpOut } from '../wire/http.ts';
import type { Source } from './packet.ts';

/** Where a request from the internet ends up. */
export type Way =
  | {
      readonly is: 'host';
      readonly instanceId: string;
      readonly address: string;
      readonly port: number;
      /** Who connects to the host: the client, or the last proxy. */
      readonly from: string;
      readonly headers: Readonly<Record<string, string>>;
      /** The proxies on the way, nearest to the host last. */
      readonly proxies: readonly Proxy[];
    }
  /** A proxy answers by itself. */
  | { readonly is: 'answer'; readonly answer: HttpOut }
  /** Something drops the packets. */
  | { readonly is: 'filtered'; readonly proxies: readonly Proxy[] }
  /** There is no such host. */
  | { readonly is: 'unknown' };

export interface Proxy {
  readonly name: string;
  readonly refused: HttpOut;
  readonly filtered: HttpOut;
}

/** A request on its way. */
export interface Packet {
  readonly host: string;
  readonly port: number;
  readonly source: Source;
  readonly headers: Readonly<Record<string, string>>;
  readonly proxies: readonly Proxy[];
}

export const page = (status: number, title: string, server: string): HttpOut => ({
  status,
  headers: { 'content-type': 'text/html', server },
  body: `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
});

/** A proxy adds who asked it. */
export const forwarded = (headers: Readonly<Record<string, string>>, address: string): Record<string, string> => ({
  ...headers,
  'x-forwarded-for': headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ${address}` : address,
});
