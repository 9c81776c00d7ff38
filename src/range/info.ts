import type { AttackTally } from './attack/attack.ts';
import type { PersonAnswer, Scenario } from './scenarios/scenario.ts';
import { ACCOUNT, REGION, RESPONDER } from './start/new-world.ts';
import type { Target, World } from './world/world.ts';

/** What another process needs to use a range: plain JSON. */
export interface RangeInfo {
  readonly endpoint: string;
  readonly region: string;
  readonly account: string;
  /** Of the responder. */
  readonly credentials: { readonly AWS_ACCESS_KEY_ID: string; readonly AWS_SECRET_ACCESS_KEY: string };
  readonly targets: readonly Target[];
  readonly people: Readonly<Record<string, PersonAnswer>>;
  readonly scenario: string;
  readonly severity: Scenario['severity'];
  readonly alertedAgoMs: number;
  /** Who uses what was leaked, and through which doors; nobody where left out. What he got is `Range.attack`. */
  readonly attack?: Pick<AttackTally, 'from' | 'everyMs' | 'doors'>;
}

export function infoOf(world: World, scenario: Scenario, endpoint: string): RangeInfo {
  const key = Object.values(world.accounts[ACCOUNT]?.keys ?? {}).find(({ user }) => user === RESPONDER);
  const { attack } = world;
  return {
    endpoint,
    region: REGION,
    account: ACCOUNT,
    credentials: { AWS_ACCESS_KEY_ID: key?.id ?? '', AWS_SECRET_ACCESS_KEY: key?.secret ?? '' },
    targets: world.targets,
    people: scenario.people,
    scenario: scenario.id,
    severity: scenario.severity,
    alertedAgoMs: scenario.alertedAgoMs ?? 0,
    ...(attack && { attack: { from: attack.from, everyMs: attack.everyMs, doors: attack.doors } }),
  };
}
