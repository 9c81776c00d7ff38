import { type CaseState, openOf } from '../../engine/index.ts';
import type { Change, Next, Would } from '../timeline.ts';
import { about, count } from '../words.ts';

const STANDING: ReadonlySet<Change['stands']> = new Set([
  'stands',
  'kept',
  'drifted',
  'unproven',
  'does not hold',
  'failed',
  'unknown',
]);

/** What a person still has to do, each with the command for it. */
export const nextOf = (state: CaseState, changes: readonly Change[], program: string): readonly Next[] => {
  const { name, mode, plan } = state.opened;
  if (mode === 'dry-run') return [{ says: 'Run it', command: `${program} run ${plan.playbook} ${state.target}` }];
  const open = openOf(state).map(({ says, command }) => ({ says, command: `${program} ${command}` }));
  const standing = changes.filter(({ stands, does }) => does === 'changes' && STANDING.has(stands)).length;
  return [
    ...open,
    ...(standing > 0 ? [{ says: `Put back ${count(standing, 'change')}`, command: `${program} release ${name}` }] : []),
    ...(state.closed
      ? []
      : [
          {
            says: 'Close the case',
            command: `${program} close ${name} --as ${mode === 'drill' ? 'drill' : 'resolved'}`,
          },
        ]),
  ];
};

/** What each write of a dry run would have come to. */
export const wouldOf = (state: CaseState): readonly Would[] => {
  const titles = new Map(state.steps.map((step) => [step.key, step.title]));
  return state.entries.flatMap((entry) =>
    'calls' in entry && 'key' in entry
      ? (entry.calls ?? []).flatMap(({ call, region, would }) =>
          would === undefined
            ? []
            : [{ what: about(titles.get(entry.key) ?? entry.key, entry.key), call, region, would }],
        )
      : [],
  );
};
