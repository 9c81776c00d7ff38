import { randomUUID } from 'node:crypto';
import type { Skip } from '../journal/index.ts';
import type { GateNode } from '../plan/index.ts';
import { resolveRef, resolveValues } from './resolve.ts';
import { keyAt, scopeOf, type Spot } from './run-context.ts';

/** What a gate means for the steps behind it: undefined where they may run. */
export const gateSays = (spot: Spot, gate: string): Skip | undefined => {
  const node = spot.context.index.gate(gate);
  const { answered } = spot.context.ledger.gate(keyAt(spot, gate));
  if (answered?.answer === 'approved') return undefined;
  if (answered?.answer === 'denied') return { counts: 'lost', because: `declined by ${answered.by}` };
  if (answered?.answer === 'expired' && node?.onTimeout === 'proceed') return undefined;
  if (answered?.answer === 'expired' && node?.onTimeout === 'stop')
    return { counts: 'lost', because: 'nobody approved it in time' };
  return { counts: 'open', because: `waits for the approval “${gate}”` };
};

/** Whether anything behind the gate could run: nobody is asked about what can't be done. */
const isWorthAsking = (spot: Spot, node: GateNode): boolean => {
  const { context } = spot;
  if (context.evidenceOnly() || spot.durable.cancelled.aborted) return false;
  return context.index.behind(node.id).some((step) => {
    const { last } = context.ledger.of(keyAt(spot, step.id));
    if (last?.is === 'ended') return false;
    const found = resolveValues(scopeOf(spot), step.values);
    return found.is === 'value' || found.is === 'later';
  });
};

/** Asks for an approval, bound to a nonce, until it is answered or put off. */
export const runGate = async (spot: Spot, node: GateNode): Promise<void> => {
  const { context, durable } = spot;
  const gate = keyAt(spot, node.id);
  const record = context.ledger.gate(gate);
  if (record.answered && record.answered.answer !== 'expired') return;
  if (context.opened.mode === 'dry-run' || !isWorthAsking(spot, node)) return;
  const known = (path: string): unknown => {
    const found = resolveRef(scopeOf(spot), path);
    return found.is === 'value' ? found.value : undefined;
  };
  const open =
    record.asked && !record.answered && durable.now().getTime() < Date.parse(record.asked.until)
      ? record.asked
      : undefined;
  const hits = node.hits === undefined ? undefined : known(node.hits);
  const asked =
    open ??
    (await durable.append({
      is: 'asked',
      gate,
      nonce: randomUUID(),
      shows: Object.fromEntries(node.shows.map((path) => [path.replaceAll('?', ''), known(path)])),
      ...(typeof hits === 'number' ? { hits } : {}),
      until: new Date(durable.now().getTime() + node.seconds * 1000).toISOString(),
    }));
  if (asked.is !== 'asked') throw new Error('the journal answered another entry than was appended');
  const done = new AbortController();
  const destroys = context.index.behind(node.id).some((step) => step.does === 'destroys');
  const reply = context.host.ask(
    { is: 'gate', gate, node, destroys, hits: typeof hits === 'number' ? hits : 0, asked },
    done.signal,
  );
  const first = await Promise.race([reply, durable.waitFor(gate, asked.nonce, new Date(asked.until))]);
  done.abort();
  if (first.is === 'answer')
    await durable.append({
      is: 'answered',
      gate,
      nonce: asked.nonce,
      answer: first.answer,
      by: first.by,
      how: first.how,
    });
  if (first.is === 'timeout')
    await durable.append({
      is: 'answered',
      gate,
      nonce: asked.nonce,
      answer: 'expired',
      by: 'nobody',
      how: 'time ran out',
    });
};
