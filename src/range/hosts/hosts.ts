import { join } from 'node:path';
import type { Ran } from '../world/systems.ts';
import type { GuestAnswer, GuestCall } from './guest-call.ts';
import { Host } from './host.ts';
import { bareImage, type HostImage } from './image.ts';
import type { Tunnel, TunnelEnd } from './tunnel.ts';
import { probe } from './unshare.ts';

/** What has to be known to boot an instance. */
export interface HostPlan {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly image: HostImage;
}

/** The hosts behind instances. Each boots at its first command (about 100 ms), from its folder if it ran before. */
export class Hosts {
  readonly #dir: string;
  readonly #planOf: (instanceId: string) => HostPlan | undefined;
  readonly #running = new Map<string, Host>();
  #answerCall: (instanceId: string, call: GuestCall) => Promise<GuestAnswer> = async () => ({});
  #probing: Promise<string | undefined> | undefined;
  #why: string | undefined;
  #isStopped = false;

  constructor(dir: string, planOf: (instanceId: string) => HostPlan | undefined) {
    this.#dir = dir;
    this.#planOf = planOf;
  }

  /** Tries, once, whether hosts can run on this machine. Gives the reason where they can't. */
  probe(): Promise<string | undefined> {
    this.#probing ??= probe(this.#dir).then((why) => (this.#why = why));
    return this.#probing;
  }

  /** The reason why no host can run; undefined where they can. Known once `probe` has ended. */
  get why(): string | undefined {
    return this.#why;
  }

  async run(instanceId: string, commandId: string, script: string, timeoutMs: number): Promise<Ran> {
    try {
      return await this.#host(instanceId).run(commandId, script, timeoutMs);
    } catch (error) {
      return { code: 1, stdout: '', stderr: String(error), ended: 'by-itself' };
    }
  }

  /** Who answers what programs on hosts ask of AWS. */
  answerCalls(answer: (instanceId: string, call: GuestCall) => Promise<GuestAnswer>): void {
    this.#answerCall = answer;
  }

  /** A connection to one of its ports. Rejects where nobody listens. */
  async open(instanceId: string, to: TunnelEnd): Promise<Tunnel> {
    return this.#host(instanceId).open(to);
  }

  cancel(instanceId: string, commandId: string): void {
    this.#running.get(instanceId)?.cancel(commandId);
  }

  /** Memory and processes are lost; the folder, which is the disk, stays. */
  powerOff(instanceId: string): void {
    const host = this.#running.get(instanceId);
    this.#running.delete(instanceId);
    void host?.off();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const hosts = [...this.#running.values()];
    this.#running.clear();
    await Promise.all([this.#probing, ...hosts.map((host) => host.off())]);
  }

  #host(instanceId: string): Host {
    const running = this.#running.get(instanceId);
    if (running) return running;
    // A request that was under way at the end must not boot a host that nobody ends.
    if (this.#isStopped) throw new Error('the range has ended');
    const { name, addresses, image } = this.#planOf(instanceId) ?? {
      name: instanceId,
      addresses: [],
      image: bareImage,
    };
    const { mounts = [] } = image;
    const settings = { hostDir: join(this.#dir, instanceId), instanceId, name, addresses, mounts };
    const host = new Host(settings, image, (call) => this.#answerCall(instanceId, call));
    this.#running.set(instanceId, host);
    return host;
  }
}
