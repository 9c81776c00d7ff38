import type { Knocked } from '../../src/range/index.ts';
import type { Rig } from './rig.ts';
import { until } from './rig.ts';

const BODY = JSON.stringify({ tool: 'sessions_list', action: 'json', args: {} });

/** The leaked credential of a scenario, or what the device has that was paired with it. */
export const leaked = ({ range }: Pick<Rig, 'range'>, which = 'token'): string =>
  range.world.attack?.credentials[which]?.value ?? '';

/** What somebody gets who uses a token at a door: a status, or how it is closed. */
export async function tried({ range }: Pick<Rig, 'range'>, door: string, token: string): Promise<number | string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const url = new URL('/tools/invoke', door).href;
  const knocked: Knocked = await range.control.knock({ url, method: 'POST', headers, body: BODY });
  return knocked.is === 'answered' ? knocked.status : knocked.is;
}

/** What somebody gets who opens a WebSocket with it: the only way in for a device's own token. */
export async function opened({ range }: Pick<Rig, 'range'>, door: string, token: string): Promise<number | string> {
  const headers = { authorization: `Bearer ${token}` };
  const knocked = await range.control.knock({ url: new URL('/', door).href, headers, isWebSocket: true });
  return knocked.is === 'answered' ? knocked.status : knocked.is;
}

/** Asks until a gateway that was restarted is ready again, and gives its answer. */
export const settled = (rig: Pick<Rig, 'range'>, door: string, token: string): Promise<number | string> =>
  until(
    () => tried(rig, door, token),
    (answer) => answer !== 503 && answer !== 'refused',
  );

export const DOOR = 'http://203.0.113.25:18789';
