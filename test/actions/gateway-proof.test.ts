import { ulid } from 'ulid';
import { describe, expect, test } from 'vitest';
import type { AskedDoor } from '../../src/actions/shared/doors.ts';
import { doorsOf } from '../../src/actions/shared/doors.ts';
import type { GatewayState } from '../../src/actions/shared/gateway-state.ts';
import { heldBy } from '../../src/actions/shared/held-secrets.ts';
import { knockAt } from '../../src/actions/shared/knock.ts';
import { proveRotation } from '../../src/actions/shared/prove-rotation.ts';
import type { Knocked } from '../../src/aws/index.ts';
import type { Use } from '../../src/language/index.ts';

type Now = GatewayState['gateways'][number];
const OLD = 'the-leaked-one-0123456789';
const NEW = 'the-new-one-0123456789';
const status = (code: number): Knocked => ({ is: 'answered', status: code });
const closed: Knocked = { is: 'closed', why: 'ECONNREFUSED' };
const unknown: Knocked = { is: 'unknown', why: 'ENOTFOUND' };

const gateway = (more: Partial<Now> = {}): Now => ({
  id: 'a.service',
  mode: 'token',
  active: 'active',
  bind: 'loopback',
  holds: ['print-new'],
  leaked: 'refused',
  fresh: 'let in',
  said: 'leaked 401, new 200',
  lets: 'print-new',
  known: true,
  devices: 0,
  copies: [],
  ...more,
});
const door = (url: string, was: AskedDoor['was'] = 'answers'): AskedDoor => ({
  url,
  kind: 'address',
  open: true,
  why: 'a rule',
  was,
  said: '401',
});
interface World {
  readonly gateways?: readonly Now[];
  readonly doors?: readonly AskedDoor[];
  readonly cannot?: readonly string[];
  /** What a door answers to a token. */
  readonly answers?: (url: string, bearer: string) => Knocked;
  /** What this process knows; nothing after a resume that the host has forgotten. */
  readonly knows?: readonly string[];
}
const asked: string[] = [];
const useWith = (answers: World['answers'] = () => status(401)): Use =>
  ({
    caseId: ulid(),
    signal: AbortSignal.timeout(10_000),
    outside: ({ url, bearer }: { url: string; bearer: string }) => {
      asked.push(`${url} ${bearer}`);
      return Promise.resolve(answers(url, bearer));
    },
  }) as unknown as Use;
const verdict = async ({
  gateways = [gateway()],
  doors = [door('http://a:1')],
  cannot = [],
  answers,
  knows = [OLD],
}: World) => {
  const use = useWith(answers);
  const held = heldBy(use.caseId);
  for (const token of knows) held.leaked.add(token);
  held.made.set('a.service', NEW);
  const made = gateways.map(({ id }) => ({ id, fingerprint: 'print-new', cannot }));
  return proveRotation({ now: { gateways }, doors, made }, use);
};

describe('a leaked token is dead, proven,', () => {
  test('when its host refuses it and each door does', async () => {
    expect(await verdict({})).toMatchObject({ is: 'holds', by: 'outside-probe' });
  });
  test('when a door that did answer is closed now, by itself or by who stands in front of it', async () => {
    for (const answer of [closed, status(502), status(503)])
      expect((await verdict({ answers: () => answer })).is).toBe('holds');
  });
});

describe('it is not', () => {
  test.each<readonly [string, World, 'does not hold' | 'unproven']>([
    ['where the host lets it in', { gateways: [gateway({ leaked: 'let in' })] }, 'does not hold'],
    [
      'where one door of two lets it in',
      { doors: [door('http://a:1'), door('http://b:1')], answers: (url) => status(url.includes('b:1') ? 200 : 401) },
      'does not hold',
    ],
    [
      'where a door lets it in that was closed before',
      { doors: [door('http://a:1', 'closed')], answers: () => status(404) },
      'does not hold',
    ],
    [
      'where one of two leaked values is let in',
      { knows: ['another', OLD], answers: (_, bearer) => status(bearer === OLD ? 200 : 401) },
      'does not hold',
    ],
    ['where no gateway is found any more', { gateways: [] }, 'does not hold'],
    ['where it asks for no token', { gateways: [gateway({ mode: 'none', holds: [] })] }, 'does not hold'],
    [
      'where one of two asks for none',
      { gateways: [gateway(), gateway({ id: 'b.service', mode: 'tailscale' })] },
      'does not hold',
    ],
    [
      'where a source holds another value',
      { gateways: [gateway({ holds: ['print-new', 'print-old'] })] },
      'does not hold',
    ],
    ['where no source holds anything', { gateways: [gateway({ holds: [] })] }, 'does not hold'],
    ['where a place could not be changed', { cannot: ['the disk is full'] }, 'unproven'],
    ['where there is no door to ask', { doors: [] }, 'unproven'],
    ['where a door can’t be found', { answers: () => unknown }, 'unproven'],
    [
      'where a door is silent that never spoke',
      { doors: [door('http://a:1', 'closed')], answers: () => closed },
      'unproven',
    ],
    [
      'where a door says that it has no time',
      { answers: () => ({ is: 'answered', status: 429, retryAfter: 300 }) },
      'unproven',
    ],
    ['where a door breaks', { answers: () => status(500) }, 'unproven'],
    ['where the gateway does not take the new one', { gateways: [gateway({ fresh: 'refused' })] }, 'unproven'],
    ['where the gateway is down', { gateways: [gateway({ fresh: 'no answer', leaked: 'no answer' })] }, 'unproven'],
    [
      'where the host has locked itself out and does not say',
      { gateways: [gateway({ leaked: 'no answer' })], answers: () => closed },
      'unproven',
    ],
    ['where only what devices had was refused', { gateways: [gateway({ known: false })] }, 'unproven'],
    [
      'where one gateway’s leaked token is not known',
      { gateways: [gateway(), gateway({ id: 'b.service', leaked: 'not asked' })] },
      'unproven',
    ],
    [
      'where nothing is known, and nothing could be asked',
      { knows: [], gateways: [gateway({ leaked: 'not asked' })] },
      'unproven',
    ],
    [
      'where it is forgotten and the gateway does not answer',
      { knows: [], gateways: [gateway({ leaked: 'not asked', fresh: 'not asked', lets: undefined })] },
      'unproven',
    ],
    [
      'where it is forgotten and the gateway lets something else in',
      { knows: [], gateways: [gateway({ leaked: 'not asked', fresh: 'not asked', lets: 'print-old' })] },
      'unproven',
    ],
    [
      'where it is forgotten and the old one is back',
      {
        knows: [],
        gateways: [gateway({ holds: ['print-old'], leaked: 'not asked', fresh: 'not asked', lets: 'print-old' })],
      },
      'does not hold',
    ],
  ])('%s', async (_, world, is) => {
    expect((await verdict(world)).is).toBe(is);
  });
  test('and after the host has forgotten, its sources are what is left to go by', async () => {
    const forgotten = gateway({ leaked: 'not asked', fresh: 'not asked' });
    expect(await verdict({ knows: [], gateways: [forgotten] })).toMatchObject({ is: 'holds', by: 'host-said' });
  });
});

describe('a knock', () => {
  test('never carries the new token where somebody could listen, nor to who let the leaked one in', async () => {
    asked.length = 0;
    await verdict({
      doors: [door('http://a:1'), door('https://b'), door('https://c')],
      answers: (url) => status(url.includes('//c') ? 200 : 401),
    });
    expect(asked.filter((one) => one.includes(NEW))).toEqual([`https://b/tools/invoke ${NEW}`]);
  });
  test('waits for a door that has no time for a moment, and not for one that has none for long', async () => {
    const answers = [{ is: 'answered', status: 429, retryAfter: 0 } as const, status(401)];
    const use = useWith(() => answers.shift() ?? status(500));
    expect(await knockAt('http://a:1', OLD, use)).toEqual({ is: 'refused', said: '401' });
    const busy = await knockAt(
      'http://a:1',
      OLD,
      useWith(() => ({ is: 'answered', status: 429, retryAfter: 300 })),
    );
    expect(busy.is).toBe('no answer');
  });
  test.each<readonly [number, string]>([
    [200, 'let in'],
    [404, 'let in'],
    [400, 'let in'],
    [401, 'refused'],
    [403, 'refused'],
    [500, 'no answer'],
    [502, 'closed'],
  ])('%i is “%s”', async (code, is) => {
    expect(
      (
        await knockAt(
          'http://a:1',
          OLD,
          useWith(() => status(code)),
        )
      ).is,
    ).toBe(is);
  });
});

describe('doors', () => {
  const rule = { from: 18_789, to: 18_789, isOpen: true };
  const none = { ports: [18_789], proxies: [], tailscale: [] };
  test('are the ports that a rule lets in, of those that the gateway listens on', () => {
    const urls = (rules: readonly (typeof rule)[], ports: readonly number[]) =>
      doorsOf({ address: '203.0.113.25', rules, doors: [] }, { ...none, ports }).map(({ url, open }) => [url, open]);
    expect(urls([rule], [18_789])).toEqual([['http://203.0.113.25:18789', true]]);
    expect(urls([rule], [18_790])).toEqual([]);
    expect(urls([{ from: 0, to: 65_535, isOpen: false }], [18_789, 18_790])).toEqual([
      ['http://203.0.113.25:18789', false],
      ['http://203.0.113.25:18790', false],
    ]);
  });
  test('and what the host opens itself: no rule for the port need exist', () => {
    const found = doorsOf(
      { address: '203.0.113.25', rules: [], doors: [] },
      {
        ports: [18_789],
        proxies: ['https://_:443', 'http://gw.example.com:8080'],
        tailscale: ['https://h.tail.ts.net'],
      },
    );
    expect(found.map(({ url, kind }) => [url, kind])).toEqual([
      ['https://203.0.113.25:443', 'reverse proxy'],
      ['http://gw.example.com:8080', 'reverse proxy'],
      ['https://h.tail.ts.net', 'Tailscale'],
    ]);
  });
});
