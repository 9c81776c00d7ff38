import { expect, test } from 'vitest';
import { type Host, type Question, stateOf } from '../../src/engine/index.ts';
import { drillHost, type People } from '../../src/terminal/index.ts';
import { asked, at, journal, underWay } from './fixtures.ts';

const state = stateOf(
  journal(
    ...underWay(),
    [5, asked('terminate')],
    [6, { is: 'awaited', key: 'show-gone', until: at(60).toISOString(), shows: {} }],
  ),
);
const gate = (): Question => {
  const found = state.gates.find((each) => each.gate === 'terminate');
  if (!found?.asked) throw new Error('no gate');
  return { is: 'gate', gate: found.gate, node: found.node, destroys: true, hits: 0, asked: found.asked };
};
const byHand = (): Question => {
  const [found] = state.byHands;
  if (!found?.awaited) throw new Error('nothing by hand');
  return { is: 'by-hand', key: found.key, node: found.node, awaited: found.awaited };
};
const inner = (): Host & { readonly heard: string[] } => {
  const heard: string[] = [];
  return {
    heard,
    tell: (entry) => void heard.push(entry.is),
    ask: (question) => {
      heard.push(`asked ${question.is}`);
      return Promise.resolve({ is: 'later' });
    },
  };
};
const withPeople = (people: People) => {
  const host = inner();
  return { drill: drillHost(host, people), heard: host.heard };
};
const never = new AbortController().signal;

test('the scenario’s people approve, decline and attest', async () => {
  const yes = withPeople({ terminate: { answer: 'approve', afterMs: 1 } }).drill;
  const no = withPeople({ terminate: { answer: 'deny', afterMs: 1 } }).drill;
  const done = withPeople({ 'show-gone': { answer: 'done', proof: { seen: 'none' }, afterMs: 1 } }).drill;
  expect(await yes.ask(gate(), never)).toMatchObject({ is: 'answer', answer: 'approved' });
  expect(await no.ask(gate(), never)).toMatchObject({ is: 'answer', answer: 'denied' });
  expect(await done.ask(byHand(), never)).toMatchObject({ is: 'attested', proof: { seen: 'none' } });
});
test('what nobody in the scenario answers goes to the host inside, and so does what is told', async () => {
  const { drill, heard } = withPeople({ 'show-gone': { answer: 'approve', afterMs: 1 } });
  expect(await drill.ask(gate(), never)).toEqual({ is: 'later' });
  expect(await drill.ask(byHand(), never)).toEqual({ is: 'later' });
  for (const entry of journal(...underWay()).slice(0, 1)) drill.tell(entry);
  expect(heard).toEqual(['asked gate', 'asked by-hand', 'opened']);
});
test('a question that ends by itself is not answered any more', async () => {
  const { drill } = withPeople({ terminate: { answer: 'approve', afterMs: 60_000 } });
  const over = new AbortController();
  const reply = drill.ask(gate(), over.signal);
  over.abort();
  expect(await reply).toEqual({ is: 'later' });
  expect(await drill.ask(gate(), AbortSignal.abort())).toEqual({ is: 'later' });
});
