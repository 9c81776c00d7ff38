import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { kinds, type MakeStage } from './durable-stage.ts';

export const keepContract = (stage: MakeStage): void => {
  test('is recorded with its hash, and its bytes are there after a crash', async () => {
    const { start, again, place } = await stage();
    const durable = await start();
    const bytes = Buffer.from('console output\n\u0000\u00ff');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const kept = await durable.keep('console', 'console.txt', bytes);
    expect(kept.sha256).toBe(sha256);
    const after = await again('crash');
    expect(after.entries().at(-1)).toMatchObject({ is: 'kept', key: 'console', ...kept, bytes: bytes.length });
    expect(Buffer.from(await place.read(kept.file))).toEqual(bytes);
  });
  test('that is kept again after a crash is the same file; other bytes of that name are another one', async () => {
    const { start, again, place } = await stage();
    const durable = await start();
    const first = await durable.keep('a', 'same.txt', Buffer.from('one'));
    const after = await again('crash');
    expect(await after.keep('a', 'same.txt', Buffer.from('one'))).toEqual(first);
    expect(kinds(after)).toEqual(['opened', 'kept']);
    const other = await after.keep('b', 'same.txt', Buffer.from('two'));
    expect(other.file).not.toBe(first.file);
    expect(Buffer.from(await place.read(first.file)).toString()).toBe('one');
    expect(Buffer.from(await place.read(other.file)).toString()).toBe('two');
  });
};
