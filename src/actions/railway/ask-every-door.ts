import { setTimeout as pause } from 'node:timers/promises';
import { list, maybe, text, webAddress } from '../../fields/index.ts';
import { changes, doesNotHold } from '../../language/index.ts';
import { answered, askDoors, letsIn, proofOf } from '../shared/railway-doors.ts';
import { instanceAt, place } from '../shared/railway-place.ts';
import { recall } from '../shared/railway-secrets.ts';

/** An edge may still lead to what was there before; what lets somebody in after that does so for good. */
const TRIES = 4;
const AGAIN_MS = 2_000;

/**
 * Asks every public address from outside, and stops the service again where one still lets in what leaked, or anybody: a
 * changed variable is not a dead token, and an open gateway is not put back on the internet.
 */
export const askEveryDoor = changes({
  title: 'Ask every door: old refused, new let in; stop again what lets the old in',
  noun: 'gateway token',
  calls: ['railway:variable-list', 'railway:service-instance', 'railway:deployment-stop'],
  releaseCalls: [],
  input: {
    place,
    urls: list(webAddress('Public addresses')),
    names: list(text('Variables that hold the new token')),
    fingerprint: text('Fingerprint of the new token'),
    setupFingerprint: maybe(text('Fingerprint of the new setup password')),
    sealed: maybe(text('What leaked, sealed with the new token')),
  },
  output: { doors: answered, stopped: list(text('Deployments that were stopped again')) },
  state: { running: list(text('Deployments that run')) },
  async see(aws, { place: at }) {
    const { running } = await instanceAt(aws, at);
    return { running: running.map(({ id }) => id) };
  },
  async run(aws, { place: at, urls, ...rotated }, _, use) {
    const known = await recall(aws, at, rotated, use);
    for (let left = TRIES; ; left -= 1) {
      const doors = await askDoors(urls, known, use);
      if (!doors.some((door) => letsIn(door) !== undefined)) return { doors, stopped: [] };
      if (left > 1 && !use.signal.aborted) {
        await pause(AGAIN_MS, undefined, { signal: use.signal }).catch(() => undefined);
        continue;
      }
      const { running } = await instanceAt(aws, at);
      for (const { id } of running) await aws('railway:deployment-stop', { id });
      return { doors, stopped: running.map(({ id }) => id) };
    }
  },
  async verify(aws, { place: at, urls, ...rotated }, { doors, stopped }, _, use) {
    const open = doors.find((door) => letsIn(door) !== undefined);
    if (open && stopped.length > 0)
      return doesNotHold(`${open.url} ${letsIn(open)}; the service was stopped again`, 'outside-probe');
    return proofOf(await askDoors(urls, await recall(aws, at, rotated, use), use));
  },
  release: () => Promise.resolve({ kept: 'nothing was changed by asking, and what leaked is never let in again' }),
});
