import { describe, expect, test } from 'vitest';
import { parseFault } from '../../src/range/index.ts';
import { clientsFor, refusal, responderOf, rig } from './rig.ts';

describe('faults', () => {
  test('a throttle is got over by retrying, and counted', async () => {
    await using one = await rig('lean', { faults: [{ operation: 'DescribeInstances', kind: 'throttle', times: 1 }] });
    const { ec2 } = clientsFor(one.range.endpoint, responderOf(one.range), 'us-west-2', 3);
    expect((await ec2.describeInstances({})).$metadata.attempts).toBe(2);
    expect(one.range.faultsHit).toHaveLength(1);
  });

  test.each([
    ['throttle', { name: 'RequestLimitExceeded', status: 503 }],
    ['5xx', { name: 'InternalError', status: 500 }],
    ['access-denied', { name: 'UnauthorizedOperation', status: 403 }],
    ['expired-token', { name: 'RequestExpired', status: 400 }],
  ] as const)('%s, in EC2’s words', async (kind, wanted) => {
    await using one = await rig('lean', { faults: [{ service: 'EC2', kind }] });
    expect(await refusal(one.ec2.describeInstances({}))).toMatchObject(wanted);
    expect(await one.sts.getCallerIdentity({})).toMatchObject({ Account: '111122223333' });
  });

  test.each(['html-500', 'html-200'] as const)('%s is a page that no protocol understands', async (kind) => {
    await using one = await rig('lean', { faults: [{ kind }] });
    expect((await refusal(one.ssm.getParameter({ Name: '/x' }))).name).not.toBe('ParameterNotFound');
  });

  test('empty-200 is an answer with nothing in it', async () => {
    await using one = await rig('lean', { faults: [{ kind: 'empty-200' }] });
    expect((await one.ec2.describeInstances({})).Reservations).toBeUndefined();
  });

  test('a reset before has no effect; one after has', async () => {
    await using one = await rig('lean', {
      faults: [
        { operation: 'CreateTags', kind: 'reset', times: 1 },
        { operation: 'CreateTags', kind: 'reset', when: 'after', times: 1 },
      ],
    });
    const tag = (Key: string) => refusal(one.ec2.createTags({ Resources: [one.id], Tags: [{ Key, Value: 'v' }] }));
    await tag('before');
    await tag('after');
    const { Tags = [] } = await one.ec2.describeTags({ Filters: [{ Name: 'value', Values: ['v'] }] });
    expect(Tags.map(({ Key }) => Key)).toEqual(['after']);
  });

  test('a hang is ended by the caller only', async () => {
    await using one = await rig('lean', { faults: [{ operation: 'GetConsoleOutput', kind: 'hang' }] });
    const abortSignal = AbortSignal.timeout(100);
    const error = await refusal(one.ec2.getConsoleOutput({ InstanceId: one.id }, { abortSignal }));
    expect(error.name).toMatch(/Abort|Timeout/);
  });

  test('a slow answer and a trickling one arrive complete', async () => {
    await using one = await rig('lean', {
      faults: [
        { kind: 'slow', ms: 50, times: 1 },
        { kind: 'trickle', ms: 50, times: 1 },
      ],
    });
    for (const _ of ['slow', 'trickle']) expect((await one.ec2.describeInstances({})).Reservations).toHaveLength(1);
    expect(one.range.faultsHit.map(({ fault }) => fault.kind)).toEqual(['slow', 'trickle']);
  });

  test('only the resource that is named is hit, and only after so many requests', async () => {
    await using one = await rig('lean');
    one.range.faults.add({ operation: 'DescribeInstances', resource: one.id, kind: 'not-visible', after: 1, times: 1 });
    await one.ec2.describeInstances({ InstanceIds: [one.id] });
    await one.ec2.describeInstances({});
    expect((await refusal(one.ec2.describeInstances({ InstanceIds: [one.id] }))).name).toBe(
      'InvalidInstanceID.NotFound',
    );
    await one.ec2.describeInstances({ InstanceIds: [one.id] });
  });

  test.each([{ service: 'EC3' }, { operation: 'CreateSnapshotz' }, { service: 'SSM', operation: 'CreateSnapshots' }])(
    'a name that nothing has is refused: %o',
    async (subject) => {
      await expect(rig('lean', { faults: [{ ...subject, kind: '5xx' }] })).rejects.toThrow('a fault names');
    },
  );

  test('are written on a command line as service.operation=kind', () => {
    expect(parseFault('EC2.CreateSnapshots=5xx,times=2,when=after')).toEqual({
      service: 'EC2',
      operation: 'CreateSnapshots',
      kind: '5xx',
      times: 2,
      when: 'after',
    });
    expect(parseFault('CreateSnapshots=throttle')).toEqual({ operation: 'CreateSnapshots', kind: 'throttle' });
    expect(parseFault('EC2.*=slow,ms=10')).toEqual({ service: 'EC2', kind: 'slow', ms: 10 });
    expect(() => parseFault('EC2=boom')).toThrow('a fault is written');
  });
});
