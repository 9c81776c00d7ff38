import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canariesIn, keptByAws, plantedIn } from '../drills/leaked-token-secrets.ts';
import { noHosts, skipped } from '../range/script.ts';
import { type Bench, benchWith, described } from './harness.ts';

type Loose = Readonly<Record<string, unknown>>;

describe.skipIf(noHosts !== undefined)(`what is found on a host${skipped}`, () => {
  let bench: Bench;
  let found: Loose;
  beforeAll(async () => {
    bench = await benchWith({ scenario: 'leaked-token', seed: process.pid });
    found = await bench.action('gateway.locate', { instanceId: bench.id }).run();
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test('is the gateway, each place of its token, and which of them it believes', () => {
    expect(found['gateways']).toMatchObject([
      {
        id: 'clawdbot-gateway.service',
        product: 'clawdbot',
        mode: 'token',
        port: 18_789,
        why: 'the running gateway was asked',
      },
    ]);
    const [{ sources }] = found['gateways'] as [
      { sources: readonly { kind: string; wins: boolean; fingerprint: string }[] },
    ];
    expect(sources.map(({ kind }) => kind).toSorted()).toEqual(['config', 'config', 'unit-environment']);
    expect(new Set(sources.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect(found['rotatable']).toBe(bench.id);
  });
  test('is what else the token gave: devices, processes, other files, credentials, what would start it again', () => {
    expect(found['devices']).toHaveLength(2);
    expect((found['children'] as readonly { args: string }[]).map(({ args }) => args).join(' ')).toContain(
      '/var/tmp/.k/kworker',
    );
    const paths = (found['copies'] as readonly { path: string; kind: string }[]).map(
      ({ path, kind }) => `${kind} ${path}`,
    );
    expect(paths).toEqual(
      expect.arrayContaining(['backup /home/ubuntu/.clawdbot/clawdbot.json.bak', 'text /var/log/clawdbot-setup.log']),
    );
    expect((found['reachable'] as readonly { name: string }[]).map(({ name }) => name).toSorted()).toEqual([
      'Anthropic API key',
      'OpenRouter API key',
      'Telegram bot token',
      'hooks token',
    ]);
    expect(found['watchers']).toHaveLength(1);
  });
  test('names no secret, not to us and not to who reads the history of commands', () => {
    const canaries = plantedIn(bench.range);
    expect(canaries.length).toBeGreaterThan(5);
    expect(
      canariesIn(canaries, [{ where: 'the output', text: JSON.stringify(found) }, ...keptByAws(bench.range)]),
    ).toEqual([]);
  });
  test('only what reads was sent: the host is as it was', () => {
    expect(
      bench.range.record
        .of('SSM', 'SendCommand')
        .every(({ input }) => JSON.stringify(input).includes('this only reads')),
    ).toBe(true);
  });
});

describe('the doors that AWS opens', () => {
  const doorsIn = async (bench: Bench): Promise<Loose> => {
    const { privateAddresses, ...instance } = await described(bench);
    const publicAddress = instance['publicAddress'];
    return bench
      .action('gateway.find-doors', {
        instanceId: bench.id,
        privateAddresses,
        ...(publicAddress === undefined ? {} : { publicAddress }),
      })
      .run();
  };
  test('are rules of groups, load balancers and what stands in front of them', async () => {
    await using bench = await benchWith('several-doors');
    const { summary, unread, ways } = await doorsIn(bench);
    expect(unread).toEqual([]);
    expect(summary).toMatch(/elb\.amazonaws\.com.*cloudfront\.net/);
    expect((ways as { rules: readonly unknown[] }).rules.length).toBeGreaterThan(1);
  });
  test('one that can’t be read is said, and the others are found all the same', async () => {
    await using bench = await benchWith({
      scenario: 'several-doors',
      faults: [{ service: 'CloudFront', operation: 'ListDistributions', kind: 'access-denied' }],
    });
    const { summary, unread } = await doorsIn(bench);
    expect(unread).toEqual([expect.stringMatching(/^CloudFront: /)]);
    expect(summary).toContain('elb.amazonaws.com');
  });
  test('none: it says so, and that this is no proof', async () => {
    await using bench = await benchWith('tailscale-mode');
    expect((await doorsIn(bench))['summary']).toContain('port forwarding, a proxy or Tailscale may');
  });
});

test('a host that runs no gateway is said to run none', async ({ skip }) => {
  if (noHosts !== undefined) skip(noHosts);
  await using bench = await benchWith('not-a-gateway');
  await expect(bench.action('gateway.locate', { instanceId: bench.id }).run()).rejects.toThrow(
    /no gateway was found on i-/,
  );
  await expect(
    bench.action('gateway.rotate-token', { instanceId: bench.id, ways: { rules: [], doors: [] } }).change(),
  ).rejects.toThrow(/there is no gateway/);
});
test('a host whose agent does not answer is said to be out of reach', async () => {
  await using bench = await benchWith('gateway-agent-offline');
  await expect(bench.action('gateway.locate', { instanceId: bench.id }).run()).rejects.toThrow(
    /nothing can be done on the host from here/,
  );
});
