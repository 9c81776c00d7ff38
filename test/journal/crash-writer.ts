// Appends three entries one after the other, then three at once.
import { type Fact, openJournal } from '../../src/journal/index.ts';

const note = (text: string): Fact => ({ is: 'noted', text, by: 'alice' });
const journal = await openJournal({ path: process.argv[2] ?? '', salt: '' });
if (!journal.ok) throw new Error(journal.damage.says);
const { writer } = journal;
for (const text of ['one', 'two', 'three']) await writer.append(note(text));
await Promise.all(['four', 'five', 'six'].map((text) => writer.append(note(text))));
await writer.close();
