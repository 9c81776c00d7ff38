import { answer } from './answer.ts';
import { forget } from './memory.ts';
import { reopen } from './reopen.ts';
import { revokeDevices } from './revoke-devices.ts';
import { rotate } from './rotate.ts';
import { scrub } from './scrub.ts';

/** Program 2: changes. Each order may be repeated, and comes to the same. */
void answer((ask) => {
  switch (ask.mode) {
    case 'rotate':
      return rotate(ask);
    case 'devices':
      return revokeDevices(ask);
    case 'scrub':
      return scrub(ask);
    case 'reopen':
      return reopen(ask);
    case 'forget':
      forget(ask.caseId);
      return { done: ['what this case kept on the host is removed'], cannot: [] };
    default:
      throw new Error(`this program changes things: ${ask.mode}`);
  }
});
