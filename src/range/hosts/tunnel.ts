import { Duplex } from 'node:stream';

/** What a guest tells about a connection. */
export interface TunnelTold {
  readonly tunnel: string;
  readonly opened?: true;
  /** The code of the error, for instance `ECONNREFUSED`. */
  readonly refused?: string;
  /** In base64. */
  readonly bytes?: string;
  readonly ended?: true;
  readonly closed?: true;
}

export interface TunnelEnd {
  readonly address: string;
  readonly port: number;
  /** Who connects, as the host will see it. */
  readonly from: string;
}

type Tell = (order: object) => void;

/** A TCP connection to a port of a host, over the line to its agent. */
export class Tunnel extends Duplex {
  readonly #id: string;
  readonly #tell: Tell;
  /** Settles when the connection is there, or is refused. */
  readonly opened: Promise<void>;
  #open: () => void = () => {};
  #refuse: (error: Error) => void = () => {};

  constructor(id: string, to: TunnelEnd, tell: Tell) {
    super({ allowHalfOpen: true });
    this.#id = id;
    this.#tell = tell;
    this.opened = new Promise((resolve, reject) => {
      this.#open = resolve;
      this.#refuse = reject;
    });
    this.opened.catch(() => {});
    this.on('error', () => {});
    tell({ op: 'open', tunnel: id, ...to });
  }

  hear({ opened, refused, bytes, ended, closed }: TunnelTold): void {
    if (opened) this.#open();
    if (bytes) this.push(Buffer.from(bytes, 'base64'));
    if (ended && !this.destroyed) this.push(null);
    if (refused) this.#lose(refused);
    if (closed && !this.destroyed) this.destroy();
  }

  #lose(code: string): void {
    const error = Object.assign(new Error(`connect ${code}`), { code });
    this.#refuse(error);
    this.destroy();
  }

  /** The host went away. */
  gone(): void {
    this.#lose('EHOSTDOWN');
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#tell({ op: 'data', tunnel: this.#id, bytes: chunk.toString('base64') });
    done();
  }

  override _final(done: () => void): void {
    this.#tell({ op: 'end', tunnel: this.#id });
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#tell({ op: 'drop', tunnel: this.#id });
    done(error);
  }

  // What node:http asks of a socket.
  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
