import { describe, expect, test } from 'vitest';
import { playbooks } from '../../playbooks/index.ts';
import { iamNameOf, isCall, operations } from '../../src/aws/index.ts';
import { MIRROR_CALLS } from '../../src/case/index.ts';
import { planOf, policyOf, ROLES, type Role } from '../../src/plan/index.ts';

const TOKENS = 'arn:*:ssm:*:*:parameter/*gateway-token*';
const allowed = (policy: ReturnType<typeof policyOf>): readonly string[] =>
  policy.Statement.flatMap((statement) => statement.Action);

const plans = playbooks.map((playbook) => [playbook.id, planOf(playbook)] as const);
test('where the target does not run in AWS its roles only keep the new secrets there', () => {
  const elsewhere = plans.filter(([, { platform }]) => platform !== undefined);
  expect(elsewhere.map(([id]) => id)).toEqual(['leaked-token-railway']);
  for (const [, plan] of elsewhere) {
    const [responder = [], ...others] = ROLES.map((role) => allowed(policyOf(plan, role)));
    expect(responder.filter((action) => !/^(sts:GetCallerIdentity$|secretsmanager:)/.test(action))).toEqual([]);
    expect(others.flat()).toEqual([]);
  }
});
describe.each(plans.filter(([, { platform }]) => platform === undefined))('%s', (_, plan) => {
  const actions = Object.values(plan.actions);
  const of = (role: Role): readonly string[] => allowed(policyOf(plan, role));

  test('its roles together may do all that its plan does, and nothing else', () => {
    const wanted: readonly string[] = [
      ...actions.flatMap((action) => [...action.calls, ...action.releaseCalls]),
      ...MIRROR_CALLS,
    ];
    const needed = wanted.flatMap((call) => (isCall(call) ? [iamNameOf(call), ...operations[call].implies] : [call]));
    expect([...new Set(ROLES.flatMap(of))].toSorted()).toEqual(
      [...new Set([...needed, 'sts:GetCallerIdentity'])].toSorted(),
    );
  });
  test('no policy says an action twice, or with a wildcard', () => {
    for (const role of ROLES) {
      expect(new Set(of(role)).size).toBe(of(role).length);
      expect(of(role).filter((action) => action.includes('*'))).toEqual([]);
    }
  });
  test('the responder can neither put back nor destroy', () => {
    const callsOf = (destroys: boolean): readonly string[] =>
      actions.filter(({ kind }) => (kind === 'destroys') === destroys).flatMap(({ calls }) => calls);
    const writes = callsOf(true).filter(
      (call) => isCall(call) && operations[call].access === 'write' && !callsOf(false).includes(call),
    );
    expect(writes).toContain('ec2:TerminateInstances');
    expect(of('responder').filter((action) => writes.includes(action as never))).toEqual([]);
    // What it deletes, it has made: the group that opens an interface for the seconds of a cut.
    const deleting = policyOf(plan, 'responder').Statement.filter(({ Action }) => /:Delete/.test(Action.join()));
    // And the parameters in which deployments keep a leaked token.
    const token =
      'ssm.replace-copy' in plan.actions
        ? [[['ssm:DeleteParameter', 'ssm:GetParameterHistory'], undefined, TOKENS]]
        : [];
    expect(deleting.map(({ Action, Condition, Resource }) => [Action, Condition, Resource])).toEqual([
      [['ec2:DeleteSecurityGroup'], { Null: { 'aws:ResourceTag/ir:case': 'false' } }, '*'],
      ...token,
    ]);
  });
  test('a saved state and a claim are written, and nothing else in the parameter store', () => {
    const parameters = policyOf(plan, 'responder').Statement.filter(({ Action }) =>
      Action.includes('ssm:PutParameter'),
    );
    const own = 'arn:*:ssm:*:*:parameter/ir/*';
    const isWider = 'ssm.replace-copy' in plan.actions;
    expect(parameters.map(({ Resource }) => Resource)).toEqual([isWider ? [own, TOKENS] : own]);
  });
  test('a role is handed back to instances only', () => {
    const passing = policyOf(plan, 'release').Statement.filter(({ Action }) => Action.includes('iam:PassRole'));
    expect(passing.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    ]);
  });
});
