import type { ValueOf } from '../../fields/index.ts';
import { doesNotHold, holds, unproven, type Use, type Verdict } from '../../language/index.ts';
import type { GatewayState } from './gateway-state.ts';
import type { door } from './gateways.ts';
import { heldBy } from './held-secrets.ts';
import { type AtDoor, knockAt } from './knock.ts';

interface Rotation {
  readonly now: GatewayState;
  readonly doors: readonly ValueOf<typeof door>[];
  readonly made: readonly {
    readonly id: string;
    readonly fingerprint?: string | undefined;
    readonly cannot: readonly string[];
  }[];
}
/** One door, asked from outside: with the leaked token, and with the new one where nobody can listen in. */
export interface Probed {
  readonly url: string;
  readonly leaked: AtDoor | undefined;
  readonly fresh: AtDoor | undefined;
}
export const probe = async (urls: readonly string[], use: Use): Promise<readonly Probed[]> => {
  const { leaked, made } = heldBy(use.caseId);
  return Promise.all(
    urls.map(async (url) => {
      const olds = await Promise.all([...leaked].filter(Boolean).map((token) => knockAt(url, token, use)));
      const order = ['let in', 'unknown', 'no answer', 'refused', 'closed', 'not asked'];
      const [worst] = olds.toSorted((a, b) => order.indexOf(a.is) - order.indexOf(b.is));
      // Over plain HTTP a new token would be anybody's on the way.
      const isPrivate = url.startsWith('https:') && worst?.is === 'refused';
      const news = isPrivate ? await Promise.all([...made.values()].map((token) => knockAt(url, token, use))) : [];
      return { url, leaked: worst, fresh: news.find(({ is }) => is === 'let in') ?? news[0] };
    }),
  );
};
export const saidOf = ({ url, leaked, fresh }: Probed): string => {
  const old =
    leaked === undefined ? 'not asked' : leaked.is === 'closed' ? `closed (${leaked.said})` : `${leaked.said}`;
  return `${url}: leaked ${old}${fresh === undefined ? '' : `, new ${fresh.said}`}`;
};

/** Whether the leaked token is dead: by the host's own word, and at each door by a knock from outside. */
export const proveRotation = async ({ now, doors, made }: Rotation, use: Use): Promise<Verdict> => {
  if (now.gateways.length === 0) return doesNotHold('no gateway is found on the host any more', 'host-said');
  const none = now.gateways.find(({ mode }) => mode !== 'token' && mode !== 'password');
  if (none) return unproven(`${none.id} asks for no token (${none.mode}): whoever reaches it is let in`, 'host-said');
  const alive = now.gateways.find(({ leaked }) => leaked === 'let in');
  if (alive) return doesNotHold(`${alive.id} still lets the leaked token in`, 'host-said');
  const left = made.flatMap(({ id, cannot }) => cannot.map((why) => `${id}: ${why}`));
  const probed = await probe(
    doors.map(({ url }) => url),
    use,
  );
  const open = probed.find(({ leaked }) => leaked?.is === 'let in');
  if (open) return doesNotHold(`${open.url} lets the leaked token in`, 'outside-probe');
  if (left.length > 0) return unproven(`not everywhere changed: ${left.join('; ')}`, 'host-said');
  const stranger = now.gateways.find(
    ({ id, holds: held }) =>
      held.length === 0 || held.some((print) => print !== made.find((each) => each.id === id)?.fingerprint),
  );
  if (stranger) return doesNotHold(`a source of ${stranger.id} holds another token than the new one`, 'host-said');
  const onHost = now.gateways.map(({ id, said }) => `${id}: ${said}`).join('; ');
  // Once what the host kept of the case is gone, nobody holds the leaked token any more: its sources are what is left.
  const isForgotten = now.gateways.every(({ fresh }) => fresh === 'not asked');
  if (isForgotten) return forgotten(now, probed);
  const down = now.gateways.find(({ fresh }) => fresh !== 'let in');
  if (down)
    return unproven(
      `${down.id} does not take the new token (${down.fresh}); the leaked one: ${down.leaked}`,
      'host-said',
    );
  const unknown = probed.filter(
    ({ leaked }) => leaked === undefined || leaked.is === 'unknown' || leaked.is === 'no answer',
  );
  if (unknown.length > 0)
    return unproven(
      `${unknown.map(saidOf).join('; ')}: can’t be asked from here. On the host, its own word: ${onHost}`,
      'host-said',
    );
  if (probed.length === 0)
    return unproven(`no door can be asked from here. On the host, its own word: ${onHost}`, 'host-said');
  return holds(`${probed.map(saidOf).join('; ')}. On the host, its own word: ${onHost}`, 'outside-probe');
};
const forgotten = (now: GatewayState, probed: readonly Probed[]): Verdict => {
  const lets = now.gateways.every(({ lets: print, holds: held }) => print !== undefined && held.includes(print));
  const said = probed.map(saidOf).join('; ');
  return lets
    ? holds(
        `each source holds the new token, which it lets in (its own word)${said === '' ? '' : `; ${said}`}`,
        'host-said',
      )
    : unproven('each source holds the new token; the gateway does not answer to it', 'host-said');
};
