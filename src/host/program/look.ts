import { answer } from './answer.ts';
import { check } from './check.ts';
import { locate } from './locate.ts';
import { logs } from './logs.ts';
import { state } from './state.ts';

/** Program 1: only reads. */
void answer((ask) => {
  switch (ask.mode) {
    case 'locate':
      return locate(ask);
    case 'state':
      return state(ask);
    case 'logs':
      return logs(ask);
    case 'check':
      return check(ask);
    default:
      throw new Error(`this program only reads: ${ask.mode}`);
  }
});
