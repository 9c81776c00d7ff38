import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as cloudfront from '@aws-sdk/client-cloudfront';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as costs from '@aws-sdk/client-cost-explorer';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as secrets from '@aws-sdk/client-secrets-manager';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { services } from '../../src/range/services/index.ts';
import { shapeOf, type OperationSchema } from '../../src/range/wire/schema.ts';
import { defineService, type Service } from '../../src/range/wire/service.ts';
import { echoServer } from './echo.ts';
import { Generator, plain } from './generate.ts';
import { clientsFor } from './rig.ts';

/** `IR_SWEEP=1`: every operation of every client, three times; otherwise those that the range knows, once. */
const isSweep = process.env['IR_SWEEP'] !== undefined;
const ROUNDS = isSweep ? 3 : 1;

const modules: Readonly<Record<string, object>> = {
  EC2: ec2,
  IAM: iam,
  STS: sts,
  SSM: ssm,
  'Auto Scaling': autoscaling,
  'Elastic Load Balancing v2': elbv2,
  CloudWatch: cloudwatch,
  CloudTrail: cloudtrail,
  CloudFormation: cloudformation,
  'Secrets Manager': secrets,
  'CloudWatch Logs': logs,
  'Cost Explorer': costs,
  CloudFront: cloudfront,
};

const isOperation = (value: unknown): value is OperationSchema => Array.isArray(value) && value[0] === 9;
/** In restXml a request without its path’s labels can’t be made, and the generator leaves members out. */
const everything = ({ service }: (typeof services)[number]) =>
  service.protocol === 'restXml'
    ? service
    : defineService(service, Object.values(modules[service.id] ?? {}).filter(isOperation));
const subjects: readonly Service[] = isSweep ? services.map(everything) : services.map(({ service }) => service);

/** For the first the EC2 client signs a URL of its own and adds it; the others go to a host of their own, as streams. */
const SKIPPED = new Set(['CopySnapshot', 'GetLogObject', 'StartLiveTail']);

interface Sender {
  config: { serviceId: string };
  send(command: unknown): Promise<unknown>;
  destroy(): void;
}

test.each(subjects.map((service) => [service.id, service] as const))(
  '%s: what a client sends is understood, and what is answered too',
  async (id, service) => {
    const echo = await echoServer(subjects);
    const clients: Sender[] = Object.values(
      clientsFor(echo.endpoint, { accessKeyId: 'AKIATEST', secretAccessKey: 'x' }),
    );
    const client = clients.find(({ config }) => config.serviceId === id);
    const generator = new Generator(7);
    const made = (schema: OperationSchema, side: 'input' | 'output') => {
      const shape = shapeOf(schema, side);
      return (shape ? generator.value(shape) : {}) as Record<string, unknown>;
    };
    let count = 0;
    for (const [name, schema] of service.operations) {
      const Command = (modules[id] as Record<string, new (input: object) => unknown>)[`${name}Command`];
      if (!Command || SKIPPED.has(name)) continue;
      for (let round = 0; round < ROUNDS; round += 1) {
        const [input, output] = [made(schema, 'input'), made(schema, 'output')];
        echo.answerWith(output);
        const got = await client?.send(new Command(input)).catch((error: unknown) => error);
        expect(echo.last.error, `${name}: the request was not understood`).toBeUndefined();
        expect({ operation: echo.last.operation, input: plain(echo.last.input) }).toEqual({
          operation: name,
          input: plain(input),
        });
        expect(plain(got), `${name}: the answer`).toEqual(plain(output));
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(0);
    for (const one of clients) one.destroy();
    await echo.stop();
  },
);
