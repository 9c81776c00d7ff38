/** A mistake of the program that uses a durable handle: thrown before anything is written. */
export class DurableFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DurableFault';
  }
}
