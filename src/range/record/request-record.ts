import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from './entry.ts';

/** Everything that was asked of the range, in order. With a folder, each entry is on disk before its answer leaves. */
export class RequestRecord {
  readonly entries: Entry[] = [];
  readonly #file: string | undefined;

  constructor(dir?: string) {
    if (!dir) return;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.#file = join(dir, 'record.jsonl');
    if (existsSync(this.#file)) this.entries.push(...readLines(this.#file));
  }

  add(entry: Entry): void {
    this.entries.push(entry);
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }

  /** Requests which changed something, without what the scenario seeded. */
  writes(): Entry[] {
    return this.entries.filter((entry) => entry.effect && !entry.seeded);
  }

  /** Requests to one operation: `of('EC2', 'CreateSnapshots')`. */
  of(service: string, operation: string): Entry[] {
    return this.entries.filter((entry) => entry.service === service && entry.operation === operation);
  }
}

/** The last line may be half written when the range was killed. */
function readLines(file: string): Entry[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Entry];
      } catch {
        return [];
      }
    });
}
