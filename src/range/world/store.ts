import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from './world.ts';

/** Keeps the world in a folder: one JSON file, replaced as a whole (written beside, then renamed). */
export class Store {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  }

  get #file(): string {
    return join(this.#dir, 'world.json');
  }

  load(): World | undefined {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as World;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Synchronous, so that no answer leaves before its effect is on disk. */
  save(text: string): void {
    writeFileSync(`${this.#file}.new`, text, { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}
