export { pageOf } from './docs.ts';
export { MOST_SECONDS } from './check.ts';
export { differing, hashOf } from './hash.ts';
export { planOf } from './make.ts';
export {
  type ActionDeclared,
  type ByHandNode,
  type EachNode,
  type FollowNode,
  type GateNode,
  type Plan,
  type PlanNode,
  type StepNode,
  type TogetherNode,
  walk,
  type WhenNode,
} from './nodes.ts';
export { refsIn } from './refs-in.ts';
export { policyOf, type Policy, type Role, ROLES, type Statement } from './policies.ts';
