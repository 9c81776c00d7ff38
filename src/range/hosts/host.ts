import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Ran } from '../world/systems.ts';
import type { AnswerCall, GuestCall } from './guest-call.ts';
import type { HostImage } from './image.ts';
import type { Tunnel, TunnelEnd } from './tunnel.ts';
import { Tunnels } from './tunnels.ts';
import { startGuest, type GuestSettings } from './unshare.ts';

interface Told {
  readonly ready?: true;
  readonly id?: string;
  readonly ran?: Ran;
  readonly tunnel?: string;
  readonly ask?: string;
  readonly call?: GuestCall;
}

/** Of a host which nobody gave an answer for. */
const noAws: AnswerCall = async () => ({ error: { code: 'NoCredentials', message: '' } });

const GONE: Ran = { code: 1, stdout: '', stderr: 'the host went away', ended: 'by-itself' };

/** One running instance: its namespaces, and a line to its process 1. */
export class Host {
  readonly #child: ChildProcess;
  /** The end of what it complained about while it booted. */
  #complaint = '';
  readonly #waiting = new Map<string, (ran: Ran) => void>();
  readonly #tunnels = new Tunnels((order) => this.#tell(order));
  readonly #answerCall: AnswerCall;
  readonly #ready: Promise<void>;
  readonly #ended: Promise<void>;

  constructor(settings: GuestSettings, image: HostImage, answerCall: AnswerCall = noAws) {
    this.#answerCall = answerCall;
    mkdirSync(settings.hostDir, { recursive: true });
    this.#child = startGuest(settings);
    this.#ready = new Promise((resolve, reject) => {
      this.#child.once('close', (code) => reject(new Error(`the host ended with ${code}: ${this.#complaint.trim()}`)));
      this.#child.once('error', reject);
      const lines = createInterface({ input: this.#child.stdout ?? process.stdin });
      lines.on('line', (line) => this.#hear(JSON.parse(line) as Told, resolve));
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-2000);
    });
    this.#ready.catch(() => {});
    this.#ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
    void this.#ended.then(() => this.#forget());
    this.#child.stdin?.on('error', () => {});
    this.#tell({ op: 'furnish', image });
  }

  async run(id: string, script: string, timeoutMs: number): Promise<Ran> {
    await this.#ready;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#tell({ op: 'run', id, script, timeoutMs });
    });
  }

  /** A connection from outside, as soon as the host is up. */
  async open(to: TunnelEnd): Promise<Tunnel> {
    await this.#ready;
    return this.#tunnels.open(to);
  }

  cancel(id: string): void {
    this.#tell({ op: 'cancel', id });
  }

  /** Power off: no process of it is left when the promise resolves. */
  off(): Promise<void> {
    this.#child.stdin?.end();
    this.#child.kill('SIGKILL');
    return this.#ended;
  }

  #tell(order: object): void {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  #hear(told: Told, ready: () => void): void {
    if (told.ready) ready();
    if (told.tunnel) this.#tunnels.hear({ ...told, tunnel: told.tunnel });
    if (told.ask && told.call) void this.#answer(told.ask, told.call);
    if (!told.id || !told.ran) return;
    this.#waiting.get(told.id)?.(told.ran);
    this.#waiting.delete(told.id);
  }

  async #answer(ask: string, call: GuestCall): Promise<void> {
    this.#tell({ op: 'told', ask, answer: await this.#answerCall(call) });
  }

  #forget(): void {
    this.#tunnels.gone();
    for (const resolve of this.#waiting.values()) resolve(GONE);
    this.#waiting.clear();
  }
}
