import type { Clocks } from '../../engine/index.ts';
import type { Plan } from '../../plan/index.ts';
import type { Screen } from '../screen.ts';
import { type PlanFacts, renderPlan } from '../text/plan.ts';

/** The plan of this run with its own clocks, before go or no-go. */
export const showPlan = (screen: Screen, plan: Plan, clocks: Clocks, facts: PlanFacts = {}, now = new Date()): void =>
  screen.err(`\n${renderPlan(plan, { clocks, facts, now }, screen)}\n`);
