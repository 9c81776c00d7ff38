import { describe, expect, test } from 'vitest';
import { byAddress, usesIn } from '../../src/host/program/uses.ts';

const SINCE = '2026-11-20T10:00:00.000Z';
const line = (more: object): string =>
  JSON.stringify({
    time: '2026-11-20T11:00:00.000Z',
    ip: '198.51.100.23',
    method: 'POST',
    status: 200,
    auth: 'token',
    ...more,
  });
const ips = (log: string): readonly string[] => usesIn(log, SINCE).uses.map(({ ip }) => ip);

describe('who used the token', () => {
  test('is read from a gateway’s log, by address, from then on', () => {
    const log = [
      line({ time: '2026-11-20T09:59:59.999Z' }),
      line({ time: '2026-11-20T10:00:00.000Z' }),
      line({ time: '2026-11-20T12:30:00.000Z' }),
      line({ ip: '203.0.113.44' }),
    ].join('\n');
    expect(usesIn(log, SINCE)).toEqual({
      isAccessLog: true,
      uses: [
        { ip: '198.51.100.23', count: 2, first: '2026-11-20T10:00:00.000Z', last: '2026-11-20T12:30:00.000Z' },
        { ip: '203.0.113.44', count: 1, first: '2026-11-20T11:00:00.000Z', last: '2026-11-20T11:00:00.000Z' },
      ],
    });
  });
  test('and from the audit trail of the seed', () => {
    const entry = {
      ts: '2026-11-20T11:00:00Z',
      type: 'auth.login',
      outcome: 'success',
      actor: { type: 'client', remoteIp: '198.51.100.23' },
      metadata: { method: 'token' },
    };
    expect(ips(JSON.stringify(entry))).toEqual(['198.51.100.23']);
    expect(ips(JSON.stringify({ ...entry, outcome: 'failure' }))).toEqual([]);
    expect(ips(JSON.stringify({ ...entry, metadata: { method: 'device-token' } }))).toEqual([]);
    expect(ips(JSON.stringify({ ...entry, type: 'auth.failure' }))).toEqual([]);
  });
  test.each([
    ['refused', { status: 401 }],
    ['broken', { status: 502 }],
    ['let in by a device', { auth: 'device-token' }],
    ['let in by nothing', { auth: 'none' }],
    ['of nobody', { ip: undefined }],
    ['of no time', { time: undefined }],
    ['of a time that is none', { time: 'yesterday' }],
  ])('a request that was %s is none', (_, more) => {
    expect(ips(line(more))).toEqual([]);
  });
  test('lines in any order: the first is the first, and the last the last', () => {
    const log = [12, 10, 11].map((hour) => line({ time: `2026-11-20T${hour}:00:00.000Z` })).join('\n');
    expect(usesIn(log, SINCE).uses).toMatchObject([
      { first: '2026-11-20T10:00:00.000Z', last: '2026-11-20T12:00:00.000Z' },
    ]);
  });
  test('what is no JSON, or not as expected, is passed over, and so is a half line', () => {
    const log = [
      '',
      'text',
      '{',
      '[]',
      'null',
      '{"ip":5,"time":[]}',
      '{"actor":"x","metadata":null}',
      '{"actor":null}',
      '{"metadata":7}',
      line({}),
      line({}).slice(0, 40),
    ].join('\n');
    expect(ips(log)).toEqual(['198.51.100.23']);
    expect(usesIn('text\n{"message":"started"}\n', SINCE)).toEqual({ uses: [], isAccessLog: false });
  });
  test('a log that has addresses and no use is an access log that shows none', () => {
    expect(usesIn(line({ status: 401 }), SINCE)).toEqual({ uses: [], isAccessLog: true });
  });
  test('an address that stands in the logs of two days, or of two gateways, is one address', () => {
    const logs = [line({ time: '2026-11-20T23:59:00.000Z' }), line({ time: '2026-11-21T00:01:00.000Z' })];
    expect(byAddress(logs.flatMap((log) => usesIn(log, SINCE).uses))).toEqual([
      { ip: '198.51.100.23', count: 2, first: '2026-11-20T23:59:00.000Z', last: '2026-11-21T00:01:00.000Z' },
    ]);
  });
});
