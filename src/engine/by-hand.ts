import type { Values } from '../journal/index.ts';
import type { ByHandNode } from '../plan/index.ts';
import { resolveRef } from './resolve.ts';
import { keyAt, scopeOf, type Spot } from './run-context.ts';

/** Waits for a person to do something and attest it; put off, it stays open in the case. */
export const runByHand = async (spot: Spot, node: ByHandNode): Promise<void> => {
  const { context, durable } = spot;
  const key = keyAt(spot, node.id);
  const record = context.ledger.of(key);
  if (record.attested || durable.cancelled.aborted || context.opened.mode === 'dry-run' || context.evidenceOnly())
    return;
  for (const need of node.needs) {
    const last = context.ledger.of(keyAt(spot, need)).last;
    if (last?.is === 'ended') continue;
    const counts = last?.is === 'skipped' ? last.counts : 'lost';
    if (record.last?.is !== 'skipped')
      await durable.append({ is: 'skipped', key, attempt: 1, counts, because: `“${need}” did not end` });
    return;
  }
  const shows: Values = Object.fromEntries(
    node.shows.map((path) => {
      const found = resolveRef(scopeOf(spot), path);
      return [path.replaceAll('?', ''), found.is === 'value' ? found.value : undefined];
    }),
  );
  const until = new Date(durable.now().getTime() + node.seconds * 1000);
  const awaited = record.awaited ?? (await durable.append({ is: 'awaited', key, until: until.toISOString(), shows }));
  if (awaited.is !== 'awaited') throw new Error('the journal answered another entry than was appended');
  const done = new AbortController();
  const reply = context.host.ask({ is: 'by-hand', key, node, awaited }, done.signal);
  const first = await Promise.race([reply, durable.waitFor(key, key, new Date(awaited.until))]);
  done.abort();
  if (first.is === 'attested') await durable.append({ is: 'attested', key, proof: first.proof, by: first.by });
};
