import type { SimulatedService } from '../services/handlers.ts';
import type { Fault } from './fault.ts';

/** A rule with a misspelt name would never hit, and the drill would pass for the wrong reason. */
export function checkFaults(faults: readonly Fault[], services: readonly SimulatedService[]): void {
  for (const { service: id, operation } of faults) {
    const meant = services.filter(({ service }) => (id ?? service.id) === service.id);
    if (!meant.length)
      throw new Error(
        `a fault names the service ${id}. There are: ${services.map(({ service }) => service.id).join(', ')}`,
      );
    if (operation && !meant.some(({ handlers }) => operation in handlers))
      throw new Error(`a fault names the operation ${operation}, which ${id ?? 'the range'} does not have`);
  }
}
