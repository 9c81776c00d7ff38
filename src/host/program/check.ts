import type { Checked } from '../protocol.ts';
import { environmentFor } from './devices.ts';
import { gateways, programFor } from './gateway.ts';
import { collectValues } from './secrets.ts';
import { as } from './users.ts';

const CHECKS = [
  ['doctor', '--lint', '--json'],
  ['security', 'audit', '--deep', '--json'],
  ['audit', '--json', '--limit', '500'],
] as const;
/** The product's own word on itself, and its ledger of actions. `doctor` without `--lint` may write, and is never run. */
export const check = (): Checked => {
  const checks = gateways().flatMap((gateway) => {
    const program = gateway.product === 'openclaw' ? programFor(gateway) : undefined;
    if (program === undefined) return [];
    const values = collectValues();
    for (const { value } of gateway.places) values.name(value, 'token');
    return CHECKS.map((words) => {
      const said = as(gateway.user, [program, ...words], 25, environmentFor(gateway));
      const name = `${gateway.id}: ${gateway.product} ${words.join(' ')}`;
      return { name, said: values.mask(said ?? 'it said nothing').slice(0, 6_000), ok: said !== undefined };
    });
  });
  return { checks };
};
