import { text } from '../../src/fields/index.ts';
import { type AnyPlaybook, minutes } from '../../src/language/index.ts';
import { type Answer, approve, done, playbookOf, type Rig } from './rig.ts';

/** Every word of the language and every kind of action, in one playbook. */
export const everything = ({ things }: Rig): AnyPlaybook => {
  const { look, find, wait, make, set, deny, guard, drop } = things;
  const child = playbookOf(({ target }, { step, each, phase }) => {
    phase('isolate');
    const { names } = step('List its own', find, { thing: target });
    each('own', names, (name) => step('Keep its own', make, { thing: name }));
  }, 'child');
  return playbookOf(({ target }, { phase, step, together, each, when, approval, byHand, follow }) => {
    phase('isolate');
    const read = step('Look at it', look, { thing: target });
    const { names } = step('List the things', find, { thing: 'things' });
    const made = together({
      keep: () => step('Keep it', make, { thing: 'kept' }, { optional: true }),
      guard: () => step('Guard it', guard, { thing: 'guarded' }),
      all: () => each('all', names, (name) => step('Set each', set, { thing: name }), { atOnce: 2 }),
    });
    when('there', read.isThere.is(true), () => step('Set what is there', set, { thing: read.thing }));
    when('not-there', read.isThere.is(false), () => step('Never', set, { thing: 'never' }));
    phase('revoke');
    const gate = approval('go', { question: 'Go?', shows: [read.value], within: minutes(30), onTimeout: 'hold' });
    step('Deny it', deny, { thing: 'denied' }, { behind: gate, needs: [made.all] });
    phase('assess');
    step('Wait for what is kept', wait, { thing: made.keep.made });
    follow(child as never, { target: read.thing });
    phase('recover');
    const shown = byHand('show', { instruction: 'Show it', proof: { seen: text('Seen') }, within: minutes(30) });
    const end = approval('end', { question: 'End?', within: minutes(30), onTimeout: 'hold' });
    step('Drop it', drop, { thing: shown.seen }, { behind: end });
  });
};
/** The world in which all of it ends well. */
export const prepare = async ({ world }: Rig): Promise<void> => {
  world.lists.set('things', ['x', 'y']);
  world.lists.set('target', ['own1']);
  for (const thing of ['target', 'x', 'guarded', 'dropped']) await world.put(thing, `old ${thing}`);
};
export const people: Answer = (question) => (question.is === 'gate' ? approve() : done({ seen: 'dropped' }));
