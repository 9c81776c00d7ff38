import { devicesOnDisk } from './devices.ts';
import type { Gateway } from './gateway.ts';
import { reachableBy } from './reachable.ts';
import type { Values } from './secrets.ts';

/** Names each secret that a text of this gateway may hold, so that it is masked wherever it stands there. */
export const nameAll = (gateway: Gateway, old: readonly string[], values: Values): void => {
  for (const value of [...old, ...gateway.places.flatMap((place) => place.value ?? [])]) values.name(value, 'token');
  for (const { token } of devicesOnDisk(gateway)) values.name(token, 'device');
  reachableBy(gateway, values);
};
