import { stateOf } from '../../src/engine/index.ts';
import type { Question } from '../../src/engine/index.ts';
import type { Entry } from '../../src/journal/index.ts';
import { liveHost, renderEnd, screenOf } from '../../src/terminal/index.ts';
import { answered, asked, at, began, ended, journal, nic, NICS, opened, underWay } from './fixtures.ts';
import { holds } from '../../src/language/index.ts';

// Started in a pseudo-terminal by live-host.test.ts: plays a recorded case into a liveHost, with a question in it.
const [which = 'approve'] = process.argv.slice(2);
const screen = screenOf(process, { json: false, jsonl: false, noInput: false, color: 'auto' });
const start = Date.now();
const now = (): Date => new Date(Date.parse('2026-11-20T08:12:20.000Z') + (Date.now() - start));
const approve = which === 'given' ? ['terminate'] : [];
const host = liveHost(screen, { program: 'npx ir', answers: { yes: false, approve, operator: 'alice' }, now });

const gate = which === 'ordinary' ? 'deny-role' : 'terminate';
const all = journal(
  ...underWay({ mode: 'drill' }),
  [6, ended('request-snapshots')],
  [9, ended(nic(NICS[0]), holds('1 group, no rules'))],
  [14, { is: 'awaited', key: 'show-gone', until: at(1800).toISOString(), shows: {} }],
  [15, asked(gate, 0)],
  [20, answered(gate, 'approved')],
);
const tell = (entries: readonly Entry[]): void => entries.forEach((entry) => host.tell(entry));
const before = all.slice(0, -1);
tell(before);

const state = stateOf(before);
const found = state.gates.find((each) => each.gate === gate);
if (!found?.asked) throw new Error('the fixture asks no such question');
const [todo] = state.byHands;
const approval: Question = {
  is: 'gate',
  gate,
  node: found.node,
  destroys: found.destroys,
  hits: 0,
  asked: found.asked,
};
const question: Question =
  which === 'by-hand' && todo?.awaited
    ? { is: 'by-hand', key: todo.key, node: todo.node, awaited: todo.awaited }
    : approval;
// What a person does in another shell, some time later.
const elsewhere = new AbortController();
if (which === 'elsewhere') process.once('SIGUSR1', () => elsewhere.abort());
await new Promise((resolve) => setTimeout(resolve, 600));
const reply = await host.ask(question, elsewhere.signal);
screen.out(`reply ${JSON.stringify(reply)}\n`);
tell([{ ...began(nic(NICS[1])), seq: all.length + 1, at: now().toISOString() }]);
await new Promise((resolve) => setTimeout(resolve, 600));
await host.close();
screen.err(renderEnd(state, 'npx ir', {}, screen));
screen.out(`the end of ${opened().name}\n`);
