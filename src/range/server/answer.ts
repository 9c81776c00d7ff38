import type { Fault } from '../faults/fault.ts';
import type { HttpOut } from '../wire/http.ts';

/** What goes back: a response, and perhaps a fault of transport that spoils it. */
export interface Answer {
  readonly response: HttpOut;
  readonly spoiledBy?: Fault | undefined;
}
