import { connect } from 'node:net';
import { Stop } from './stop.ts';

const PATIENCE_MS = 5_000;

/**
 * Whether anybody listens at an endpoint that was named: a call is repeated for a minute before it is given up, which is
 * right for AWS and a minute lost where the range has ended or a port is mistyped.
 */
export const knock = async (endpoint: string): Promise<void> => {
  const { hostname, port, protocol } = new URL(endpoint);
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const socket = connect(
    {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (protocol === 'https:' ? 443 : 80),
      timeout: PATIENCE_MS,
    },
    () => resolve(undefined),
  )
    .once('error', ({ message }) => resolve(message))
    .once('timeout', () => resolve(`no answer within ${PATIENCE_MS / 1_000} s`));
  const because = await promise;
  socket.destroy();
  if (because !== undefined)
    throw new Stop(1, {
      what: `Nobody answers at ${endpoint}: ${because}.`,
      safe: 'Nothing was changed.',
      next: 'the same command with an --endpoint-url that answers',
      reason: 'unreachable',
    });
};
