// A small run that changes three things outside, and asks the outside when it is in doubt: `node crash-run.ts <folder> <outside file>`.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { leave, openDurable, type CaseFolder } from '../../src/case/index.ts';
import type { Durable } from '../../src/engine/index.ts';
import { began, ended, OPENED } from '../engine/durable-adapter.ts';

const [json = '', outside = ''] = process.argv.slice(2);
const folder = JSON.parse(json) as CaseFolder;
const made = (): readonly string[] => (existsSync(outside) ? readFileSync(outside, 'utf8').split('\n') : []);

const opened = await openDurable({ folder, operator: 'alice' });
if (!opened.ok) throw new Error(opened.message);
const { durable } = opened;
if (durable.entries().length === 0) await durable.append(OPENED);

const change = async (own: Durable, key: string): Promise<void> => {
  const standing = own.standing(key);
  if (standing.is === 'ended') return;
  if (standing.is === 'fresh') await own.append(began(key));
  own.tell({ is: 'said', key, what: 'on its way' });
  if (standing.is === 'fresh' || !made().includes(key)) appendFileSync(outside, `${key}\n`);
  await own.append(ended(key));
};
const at = new Date(durable.entries()[0]?.at ?? 0);
durable.arm('isolate', at, { is: 'late', phase: 'isolate', deadline: at.toISOString() });
await change(durable, 'one');
await durable.keep('one', 'console.txt', Buffer.from('console output'));
await durable.fan(['a', 'b', 'c'], 3, (member, own) => change(own, `each[${member}]/two`));

const known = durable.entries().find((entry) => entry.is === 'asked');
const asked =
  known?.is === 'asked'
    ? known
    : await durable.append({
        is: 'asked',
        gate: 'g',
        nonce: 'n1',
        shows: {},
        until: new Date(Date.now() + 60_000).toISOString(),
      });
if (!durable.entries().some((entry) => entry.is === 'answered'))
  await leave(folder.inbox, { is: 'answer', gate: 'g', answer: 'approved', nonce: 'n1', by: 'bob' });
await leave(folder.inbox, { is: 'note', text: 'seen', by: 'bob' });
const signal = asked.is === 'asked' ? await durable.waitFor('g', 'n1', new Date(asked.until)) : undefined;
if (signal?.is !== 'answer') throw new Error(`no answer: ${JSON.stringify(signal)}`);
await change(durable, 'three');
await opened.close();
