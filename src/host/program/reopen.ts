import type { Ask, Did } from '../protocol.ts';
import { ready } from './answers.ts';
import { bindAsBefore } from './bind.ts';
import { gateways } from './gateway.ts';
import { alone, recall } from './memory.ts';
import { resumeCrons } from './pause-crons.ts';
import { stop } from './stop.ts';
import { systemctl } from './units.ts';

/** Bound to what it was before, and watched over again. The leaked token is never put back. */
export const reopen = (ask: Ask): Promise<Did> =>
  alone(ask.caseId, async () => {
    const memory = recall(ask.caseId);
    const done: string[] = [];
    const cannot: string[] = [];
    for (const gateway of gateways()) {
      if (!bindAsBefore(gateway, memory) || !gateway.unit) continue;
      stop(gateway.unit);
      systemctl(gateway.unit, ['daemon-reload']);
      systemctl(gateway.unit, ['start', gateway.unit.name]);
      const is = `${gateway.id} bound to ${memory.bind[gateway.id]?.value ?? ''}`;
      if (await ready(gateway, Math.max(10, 46 - process.uptime()))) done.push(is);
      else cannot.push(`${is}: it does not answer`);
    }
    done.push(...resumeCrons(memory).map((each) => `${each} on again`));
    return { done, cannot };
  });
