import { doesNotHold, holds, unproven, type Use, type Verdict } from '../../language/index.ts';
import type { AskedDoor } from './doors.ts';
import type { GatewayState } from './gateway-state.ts';
import { heldBy } from './held-secrets.ts';
import { type AtDoor, knockAt } from './knock.ts';

interface Rotation {
  readonly now: GatewayState;
  readonly doors: readonly AskedDoor[];
  readonly made: readonly {
    readonly id: string;
    readonly fingerprint?: string | undefined;
    readonly cannot: readonly string[];
  }[];
}
/** One door, asked from outside: with the leaked token, and with the new one where nobody can listen in. */
export interface Probed {
  readonly door: AskedDoor;
  readonly leaked: AtDoor | undefined;
  readonly fresh: AtDoor | undefined;
}
const WORST: readonly AtDoor['is'][] = ['let in', 'unknown', 'no answer', 'refused', 'closed', 'not asked'];

export const probe = async (doors: readonly AskedDoor[], use: Use): Promise<readonly Probed[]> => {
  const { leaked, made } = heldBy(use.caseId);
  return Promise.all(
    doors.map(async (door) => {
      const olds = await Promise.all([...leaked].filter(Boolean).map((token) => knockAt(door.url, token, use)));
      const [worst] = olds.toSorted((a, b) => WORST.indexOf(a.is) - WORST.indexOf(b.is));
      // Over plain HTTP a new token would be anybody's on the way.
      const isPrivate = door.url.startsWith('https:') && worst?.is === 'refused';
      const news = isPrivate ? await Promise.all([...made.values()].map((token) => knockAt(door.url, token, use))) : [];
      return { door, leaked: worst, fresh: news.find(({ is }) => is === 'let in') ?? news[0] };
    }),
  );
};
/** Refused there; or silent, where it did answer before. */
const isShut = ({ door, leaked }: Probed): boolean =>
  leaked?.is === 'refused' || (leaked?.is === 'closed' && door.was === 'answers');

export const saidOf = (probed: Probed): string => {
  const { door, leaked, fresh } = probed;
  if (leaked === undefined) return `${door.url}: not asked`;
  if (leaked.is === 'refused' || leaked.is === 'let in' || leaked.is === 'no answer')
    return `${door.url}: leaked ${leaked.said}${fresh === undefined ? '' : `, new ${fresh.said}`}`;
  return door.was === 'answers' && leaked.is === 'closed'
    ? `${door.url}: closed now`
    : `${door.url}: can’t be reached from here (${leaked.said})`;
};

/** Whether the leaked token is dead: by the host's own word, and at each door by a knock from outside. */
export const proveRotation = async ({ now, doors, made }: Rotation, use: Use): Promise<Verdict> => {
  if (now.gateways.length === 0) return doesNotHold('no gateway is found on the host any more', 'host-said');
  const none = now.gateways.find(({ mode }) => mode !== 'token' && mode !== 'password');
  if (none) {
    const why = none.active === 'active' ? 'whoever reaches it is let in' : 'it is stopped, and must not be started so';
    return doesNotHold(`${none.id} asks for no token (${none.mode}): ${why}`, 'host-said');
  }
  const alive = now.gateways.find(({ leaked }) => leaked === 'let in');
  if (alive) return doesNotHold(`${alive.id} still lets the leaked token in`, 'host-said');
  const probed = await probe(doors, use);
  const open = probed.find(({ leaked }) => leaked?.is === 'let in');
  if (open) return doesNotHold(`${open.door.url} lets the leaked token in`, 'outside-probe');
  const left = made.flatMap(({ id, cannot }) => cannot.map((why) => `${id}: ${why}`));
  if (left.length > 0) return unproven(`not everywhere changed: ${left.join('; ')}`, 'host-said');
  const stranger = now.gateways.find(({ id, holds: held }) => {
    const print = made.find((each) => each.id === id)?.fingerprint;
    return held.length === 0 || held.some((each) => each !== print);
  });
  if (stranger) return doesNotHold(`a source of ${stranger.id} holds another token than the new one`, 'host-said');
  return atDoors(now, probed);
};
/** The host has said that it is dead: whether the doors bear that out. */
const atDoors = (now: GatewayState, probed: readonly Probed[]): Verdict => {
  const onHost = `On the host, its own word: ${now.gateways.map(({ id, said }) => `${id}: ${said}`).join('; ')}`;
  // Once what the host kept of the case is gone, nobody holds the leaked token any more: its sources are what is left.
  if (now.gateways.every(({ fresh }) => fresh === 'not asked')) return forgotten(now);
  const down = now.gateways.find(({ fresh }) => fresh !== 'let in');
  if (down) return unproven(`${down.id} does not take the new token. ${onHost}`, 'host-said');
  // Not known, or asked too often: no answer is no refusal.
  const unasked = now.gateways.find(({ leaked, known }) => leaked !== 'refused' || !known);
  if (unasked) return unproven(`${unasked.id} has not refused the leaked token. ${onHost}`, 'host-said');
  const said = probed.map(saidOf).join('; ');
  const unknown = probed.filter((each) => !isShut(each));
  if (unknown.length > 0) return unproven(`${said}. ${onHost}`, 'host-said');
  if (probed.length === 0) return unproven(`no door can be asked from here. ${onHost}`, 'host-said');
  return holds(`${said}. ${onHost}`, 'outside-probe');
};
const forgotten = (now: GatewayState): Verdict =>
  now.gateways.every(({ lets, holds: held }) => lets !== undefined && held.includes(lets))
    ? holds('each source holds the new token, and it is let in', 'host-said')
    : unproven('each source holds the new token; the gateway does not answer to it', 'host-said');
