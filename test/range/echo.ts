import type { Server } from 'node:http';
import { listen } from '../../src/range/server/http.ts';
import { AwsError } from '../../src/range/wire/error.ts';
import { respondError } from '../../src/range/wire/error-response.ts';
import { readInput, type Input } from '../../src/range/wire/request.ts';
import { respond } from '../../src/range/wire/response.ts';
import { route } from '../../src/range/wire/route.ts';
import type { Service } from '../../src/range/wire/service.ts';

/** What the wire understood of the last request. */
export interface Understood {
  service?: string;
  operation?: string;
  input?: Input;
  error?: unknown;
}

/** A server which has the range's wire and nothing behind it: it answers each request with the output that it was given. */
export async function echoServer(services: readonly Service[]) {
  const last: Understood = {};
  let output: Readonly<Record<string, unknown>> = {};
  const { server, port } = await listen({
    port: 0,
    latencyMs: 0,
    handle(request) {
      for (const key of Object.keys(last)) delete last[key as keyof Understood];
      try {
        const found = route(services, request);
        const schema = found.service.operations.get(found.operation);
        if (!schema) throw new AwsError('InvalidAction', `no ${found.operation}`);
        Object.assign(last, {
          service: found.service.id,
          operation: found.operation,
          input: readInput(found, schema, request),
        });
        return { response: respond(found.service, schema, output, 'request-1') };
      } catch (error) {
        last.error = error;
        return { response: respondError(undefined, new AwsError('Broken', String(error), 400), 'request-1') };
      }
    },
  });
  return {
    endpoint: `http://127.0.0.1:${port}`,
    last,
    answerWith: (next: Readonly<Record<string, unknown>>) => void (output = next),
    stop: () => stop(server),
  };
}

function stop(server: Server): Promise<unknown> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}
