/** An action says, in words that are safe to show, why it can't do what it was asked. An expected failure: `cannot`. */
export class Cannot extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Cannot';
  }
}
