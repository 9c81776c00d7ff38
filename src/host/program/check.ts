import type { Ask, Checked } from '../protocol.ts';
import { environmentFor } from './devices.ts';
import { gateways, programFor } from './gateway.ts';
import { recall } from './memory.ts';
import { nameAll } from './name-all.ts';
import { collectValues } from './secrets.ts';
import { asBeside } from './users.ts';

const CHECKS = [
  ['doctor', '--lint', '--json'],
  ['security', 'audit', '--deep', '--json'],
  ['audit', '--json', '--limit', '500'],
] as const;
/** The product's own word on itself, and its ledger of actions. `doctor` without `--lint` may write, and is never run. */
export const check = async (ask: Ask): Promise<Checked> => {
  const checks = gateways().flatMap((gateway) => {
    const program = gateway.product === 'openclaw' ? programFor(gateway) : undefined;
    if (program === undefined) return [];
    const values = collectValues();
    nameAll(gateway, recall(ask.caseId).old[gateway.id] ?? [], values);
    return CHECKS.map(async (words) => {
      const said = await asBeside(gateway.user, [program, ...words], 45, environmentFor(gateway));
      const name = `${gateway.id}: ${gateway.product} ${words.join(' ')}`;
      return { name, said: values.mask(said ?? 'it said nothing').slice(0, 6_000), ok: said !== undefined };
    });
  });
  // Side by side: each loads the whole product, and the command is ended after 55 seconds.
  return { checks: await Promise.all(checks) };
};
