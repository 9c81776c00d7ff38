import { choice, count, flag, list, maybe, record, text, type ValueOf } from '../../fields/index.ts';
import type { Use } from '../../language/index.ts';
import { AT_FIRST, door, doorMembers } from './gateways.ts';
import { knockAt } from './knock.ts';

export type Door = ValueOf<typeof door>;
/** What AWS lets through to an instance: enough to say, with the host's own ports, which doors there are. */
export const ways = record('Ways to an instance', {
  address: maybe(text('Public address')),
  rules: list(
    record('Ports that security groups let in', {
      from: count('First'),
      to: count('Last'),
      isOpen: flag('For everybody?'),
    }),
  ),
  doors: list(door),
});
export type Ways = ValueOf<typeof ways>;

/** What a host says of itself. */
export interface HostWays {
  readonly ports: readonly number[];
  readonly proxies: readonly string[];
  readonly tailscale: readonly string[];
}
const letsIn = ({ rules }: Ways, port: number): Ways['rules'] =>
  rules.filter(({ from, to }) => from <= port && port <= to);

const addressDoors = (way: Ways, ports: readonly number[]): readonly Door[] =>
  [...new Set(ports)].flatMap((port): Door[] => {
    const found = letsIn(way, port);
    if (found.length === 0 || way.address === undefined) return [];
    const open = found.some(({ isOpen }) => isOpen);
    return [
      { url: `http://${way.address}:${port}`, kind: 'address', open, why: `a security group lets port ${port} in` },
    ];
  });
/** What nginx listens on: at the name that its config says, or at the instance’s own address. */
const proxyDoor = (way: Ways, url: string): Door => {
  const [, protocol = 'http', name = '', port = ''] = /^(https?):\/\/([^:/]*)(?::(\d+))?/.exec(url) ?? [];
  const host = name === '' || name === '_' ? (way.address ?? 'no-public-address') : name;
  const number = Number(port) || (protocol === 'https' ? 443 : 80);
  const open = letsIn(way, number).some(({ isOpen }) => isOpen);
  return { url: `${protocol}://${host}:${number}`, kind: 'reverse proxy', open, why: 'nginx on the host passes it on' };
};
const tailscaleDoor = (url: string): Door => ({
  url,
  kind: 'Tailscale',
  open: false,
  why: 'whoever is in the tailnet reaches it',
});

/** A door, and how it answered from here before anything was changed: one that never did proves nothing by its silence. */
export const askedDoor = record(
  'A door',
  { ...doorMembers, was: choice('Before', AT_FIRST), said: text('What it answered before') },
  'url',
);
export type AskedDoor = ValueOf<typeof askedDoor>;
/** Knocks at each door with a token that nobody has. */
export const askDoors = async (doors: readonly Door[], use: Use): Promise<readonly AskedDoor[]> =>
  Promise.all(
    doors.map(async (each) => {
      const { is, said } = await knockAt(each.url, 'nobody-has-this-token', use);
      const was = is === 'closed' || is === 'unknown' ? is : 'answers';
      return { ...each, was, said };
    }),
  );

/** Every door from outside of the host, each once. */
export const doorsOf = (way: Ways, { ports, proxies, tailscale }: HostWays): readonly Door[] => {
  const all = [
    ...addressDoors(way, ports),
    ...way.doors,
    ...proxies.map((url) => proxyDoor(way, url)),
    ...tailscale.map(tailscaleDoor),
  ];
  return [...new Map(all.map((each) => [each.url, each])).values()];
};
