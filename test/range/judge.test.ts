import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { services } from '../../src/range/services/index.ts';
import { shapeOf } from '../../src/range/wire/schema.ts';
import { echoServer } from './echo.ts';
import { Generator, plain } from './generate.ts';

const run = promisify(execFile);
const hasBotocore = await run('python3', ['-c', 'import botocore']).then(
  () => true,
  () => false,
);

/** botocore's own names. CloudWatch is left out: botocore speaks another protocol to it than the JavaScript client. */
const NAMES: Readonly<Record<string, string>> = {
  EC2: 'ec2',
  IAM: 'iam',
  STS: 'sts',
  SSM: 'ssm',
  'Auto Scaling': 'autoscaling',
  'Elastic Load Balancing v2': 'elbv2',
  CloudTrail: 'cloudtrail',
  CloudFormation: 'cloudformation',
  'Secrets Manager': 'secretsmanager',
  'CloudWatch Logs': 'logs',
  'Cost Explorer': 'ce',
  CloudFront: 'cloudfront',
};

const PROTOCOLS = { ec2Query: 'ec2', awsQuery: 'query', awsJson1_1: 'json', awsJson1_0: 'json', restXml: 'rest-xml' };

const known = services.map(({ service }) => service).filter(({ id }) => NAMES[id]);
const subjects = known.map(({ id, protocol, operations }) => ({
  botocore: NAMES[id],
  protocol: PROTOCOLS[protocol],
  operations: [...operations.keys()],
}));

/** Beside the wire: makes the next answer (POST), and tells what the last request was understood as (GET). */
async function sideDoor(echo: Awaited<ReturnType<typeof echoServer>>) {
  const generator = new Generator(3);
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://door');
    if (request.method === 'GET')
      return response.end(JSON.stringify({ operation: echo.last.operation, input: plain(echo.last.input) }));
    const schema = known
      .find(({ id }) => id === searchParams.get('service'))
      ?.operations.get(searchParams.get('operation') ?? '');
    const shape = schema && shapeOf(schema, 'output');
    const output = shape ? (generator.value(shape) as Record<string, unknown>) : {};
    echo.answerWith(output);
    return response.end(JSON.stringify(plain(output)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, stop: () => server.close() };
}

test.skipIf(!hasBotocore)(
  'botocore, which nobody here wrote, agrees in both directions (skipped where python3 has none)',
  async () => {
    const echo = await echoServer(known);
    const door = await sideDoor(echo);
    const script = fileURLToPath(new URL('judge.py', import.meta.url));
    const args = [script, new URL(echo.endpoint).port, String(door.port), JSON.stringify(subjects)];
    const { stdout } = await run('python3', args, { maxBuffer: 1e7 });
    const { judged, wrong } = JSON.parse(stdout) as { judged: number; wrong: string[] };
    expect(wrong).toEqual([]);
    expect(judged).toBeGreaterThan(100);
    door.stop();
    await echo.stop();
  },
);
