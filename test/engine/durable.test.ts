import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createCase, leave, openDurable } from '../../src/case/index.ts';
import { openFile } from '../../src/journal/index.ts';
import type { Adapter, Place } from './durable-adapter.ts';
import { durableContract } from './durable-contract.ts';
import { manualClock } from './manual-clock.ts';

/** The embedded adapter: a folder, and a process that can be made to die without being one. */
const place = async (): Promise<Place> => {
  const home = await mkdtemp(join(tmpdir(), 'ir-durable-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const made = await createCase(home, 'compromised-instance');
  if (!made.ok) throw new Error(made.message);
  const { folder } = made;
  const clock = manualClock();
  return {
    open: async () => {
      let dead = false;
      const opened = await openDurable({
        folder,
        operator: 'alice',
        clock,
        file: async (path) => {
          const file = await openFile(path);
          const alive = (): void => {
            if (dead) throw Object.assign(new Error('this process is dead'), { code: 'EIO' });
          };
          return {
            ...file,
            write: (bytes) => (alive(), file.write(bytes)),
            truncate: (size) => (alive(), file.truncate(size)),
            datasync: async () => (alive(), file.datasync()),
          };
        },
      });
      if (!opened.ok) throw new Error(opened.message);
      return {
        durable: opened.durable,
        abort: opened.abort,
        close: opened.close,
        crash: async () => {
          dead = true;
          await opened.close().catch(() => undefined);
        },
      };
    },
    leave: async (sent) => void (await leave(folder.inbox, sent, clock.now())),
    read: (file) => readFile(join(folder.path, file)),
    now: clock.now,
    pass: clock.pass,
    suspend: clock.jump,
  };
};
const adapter: Adapter = { place };

durableContract('the embedded journal', adapter);
