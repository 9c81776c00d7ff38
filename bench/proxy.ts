import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it passed, in the clock of `performance.now()`. */
export interface Passed {
  readonly at: number;
  /** When its answer was handed on. */
  readonly answeredAt: number;
  readonly action: string;
  readonly isolates: boolean;
}
export interface Proxy {
  readonly endpoint: string;
  readonly passed: readonly Passed[];
  readonly clear: () => void;
  readonly close: () => Promise<void>;
}

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
/** The operation's name: in the form of the query protocols, in a header of the JSON ones. */
const actionOf = (message: IncomingMessage, body: string): string =>
  /(?:^|&)Action=(\w+)/.exec(body)?.[1] ??
  String(message.headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1) ??
  '';
/** A request that sets the groups of an instance or an interface: the moment at which containment reaches AWS. */
const ISOLATES = /Action=Modify(InstanceAttribute|NetworkInterfaceAttribute)&.*(GroupId|SecurityGroupId|Groups?)\.1=/;

/** Stands before the range, so that every variant's requests are seen in one clock; `delayMs` says how far AWS is. */
export const startProxy = async (target: string, delayMs: (action: string) => number = () => 0): Promise<Proxy> => {
  const passed: Passed[] = [];
  const server = createServer((incoming, outgoing) => {
    const at = performance.now();
    void (async () => {
      const body = await bodyOf(incoming);
      const text = body.toString('latin1');
      const action = actionOf(incoming, text);
      const wait = delayMs(action);
      if (wait > 0) await new Promise((resolve) => void setTimeout(resolve, wait));
      // The host stays as it was signed.
      const { hostname, port } = new URL(target);
      const { method = 'POST', url = '/', headers } = incoming;
      const forward = request({ hostname, port, method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.on('end', () => {
          passed.push({ at, answeredAt: performance.now(), action, isolates: ISOLATES.test(text) });
        });
      });
      forward.on('error', () => outgoing.destroy());
      forward.end(body);
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    passed,
    clear: () => void passed.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
