import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { holderOf, type LockedBy, takeLock } from '../../src/journal/index.ts';
import { thisProcess } from '../../src/journal/process.ts';
import { tempFolder } from './fixtures.ts';

const HOLDER = fileURLToPath(new URL('lock-holder.ts', import.meta.url));
type Said = { readonly held: true } | { readonly held: false; readonly by: LockedBy };

/** A process that tries to take the lock, and what it says. */
const taker = async (path: string, operator: string): Promise<{ child: ChildProcess; said: Said }> => {
  const child = spawn(process.execPath, [HOLDER, path, operator], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, said: JSON.parse(line) as Said };
};
const killed = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL');
  await once(child, 'exit');
};
const newLock = async (): Promise<string> => join(await tempFolder(), 'lock');
const forged = (changed: Partial<LockedBy>): string =>
  JSON.stringify({ ...thisProcess(), operator: 'alice', since: '2026-11-20T08:12:00.000Z', nonce: 'n', ...changed });
/** A pid that nobody has: that of a process that has just ended. */
const deadPid = async (): Promise<number> => {
  const child = spawn('true');
  await once(child, 'exit');
  return child.pid ?? 0;
};

test('a second process is told who holds it and since when, and gets it when it is let go', async () => {
  const path = await newLock();
  const { child, said } = await taker(path, 'alice');
  expect(said).toEqual({ held: true });
  const second = await takeLock(path, 'bob');
  expect(second).toMatchObject({ held: false, by: { operator: 'alice', pid: child.pid, host: thisProcess().host } });
  expect(await holderOf(path)).toMatchObject({ operator: 'alice' });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  child.stdin?.write('let go\n');
  await once(child, 'exit');
  expect(await holderOf(path)).toBeUndefined();
  const third = await takeLock(path, 'bob');
  expect(third.held).toBe(true);
  if (third.held) await third.release();
  expect(await readdir(dirname(path))).toEqual([]);
});

test('the lock of a killed process is taken over at once', async () => {
  const path = await newLock();
  const { child } = await taker(path, 'alice');
  await killed(child);
  expect(await holderOf(path)).toBeUndefined();
  const lock = await takeLock(path, 'bob');
  expect(lock.held).toBe(true);
  expect(await holderOf(path)).toMatchObject({ operator: 'bob', pid: process.pid });
});

test.skipIf(thisProcess().started === '')(
  'a process that has ended and was not waited for counts as dead',
  async () => {
    const path = await newLock();
    // The shell starts the holder, then becomes a program that never waits for it.
    const command = `"${process.execPath}" "${HOLDER}" "${path}" alice </dev/zero & exec sleep 60`;
    const parent = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void parent.kill('SIGKILL'));
    await once(createInterface({ input: parent.stdout }), 'line');
    const { pid } = JSON.parse(await readFile(path, 'utf8')) as LockedBy;
    process.kill(pid, 'SIGKILL');
    await expect.poll(async () => (await readFile(`/proc/${pid}/stat`, 'utf8')).includes(') Z ')).toBe(true);
    const lock = await takeLock(path, 'bob');
    expect(lock.held).toBe(true);
  },
);

test('of many who find a dead lock exactly one gets it, again and again', async () => {
  const path = await newLock();
  for (let round = 0; round < 5; round += 1) {
    await writeFile(path, forged({ pid: await deadPid(), started: '1', nonce: `dead ${round}` }));
    const takers = await Promise.all(Array.from({ length: 6 }, (_, n) => taker(path, `operator ${n}`)));
    const holders = takers.filter(({ said }) => said.held);
    expect(holders.length).toBe(1);
    const pid = holders[0]?.child.pid;
    const told = takers.flatMap(({ said }) => (said.held ? [] : [said.by.pid]));
    expect(told).toEqual(told.map(() => pid));
    await Promise.all(takers.filter(({ said }) => said.held).map(({ child }) => killed(child)));
  }
});

test('within one process no two hold it at once, with a thousand tries over dead locks', async () => {
  const path = await newLock();
  const dead = await deadPid();
  let holding = 0;
  let taken = 0;
  await Promise.all(
    Array.from({ length: 10 }, async (_, n) => {
      for (let round = 0; round < 100; round += 1) {
        const lock = await takeLock(path, `operator ${n}`);
        if (!lock.held) continue;
        holding += 1;
        taken += 1;
        expect(holding).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        holding -= 1;
        // Every second holder dies instead of letting go.
        if (taken % 2 === 0) await lock.release();
        else await writeFile(path, forged({ pid: dead, started: '1', nonce: `${n} ${round}` }));
      }
    }),
  );
  expect(taken).toBeGreaterThan(50);
});

test('a claimant who died while taking over does not block the next', async () => {
  const path = await newLock();
  const [first, second] = [await deadPid(), await deadPid()];
  const { createHash } = await import('node:crypto');
  const claimOf = (content: string): string =>
    `${path}.over-${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
  const dead = forged({ pid: first, started: '1', nonce: 'a' });
  const claimant = forged({ pid: second, started: '1', nonce: 'b' });
  await writeFile(path, dead);
  await writeFile(claimOf(dead), claimant);
  const lock = await takeLock(path, 'bob');
  expect(lock.held).toBe(true);
  expect(await readdir(dirname(path))).toEqual(['lock']);
});

test.for<[string, Partial<LockedBy>, boolean]>([
  ['of another machine', { host: 'elsewhere', pid: 1 }, false],
  ['of another machine of the same name', { machine: 'other', pid: 1 }, false],
  ['of another container', { space: 'pid:[1]', pid: 4_000_000 }, false],
  ['from before the machine was started', { boot: 'before' }, true],
  ['of a pid that another process has now', { started: '1' }, true],
  ['of this very process', {}, false],
])('a lock %s', async ([, by, mayBeTaken]) => {
  const path = await newLock();
  await writeFile(path, forged(by));
  expect((await takeLock(path, 'bob')).held).toBe(mayBeTaken);
});

test('a lock that can’t be read is left for a person', async () => {
  const path = await newLock();
  await writeFile(path, 'not ours');
  expect(await takeLock(path, 'bob')).toEqual({ held: false, by: undefined });
  expect(await readFile(path, 'utf8')).toBe('not ours');
});
