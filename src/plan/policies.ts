import { type Call, iamNameOf, isAwsCall, isCall, operations } from '../aws/index.ts';
import type { ActionDeclared, Plan } from './nodes.ts';

/** The roles that a plan needs (architecture §4a): one to respond, one to put back, one to do what can't be put back. */
export const ROLES = ['responder', 'release', 'destroy'] as const;
export type Role = (typeof ROLES)[number];

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** The operations that set tags on what they make. */
const tagging = Object.entries(operations)
  .filter(([, { implies }]) => implies.includes('ec2:CreateTags'))
  .map(([call]) => call.replace('ec2:', ''));
/** Secrets that a gateway's deployment makes, and those of a case: no other secret can be read or written. */
const GATEWAY_SECRETS = ['ir/*', '*gateway-token*', '*gateway_token*', '*openclaw*', '*clawdbot*', '*moltbot*'].map(
  (name) => `arn:*:secretsmanager:*:*:secret:${name}`,
);
/** Parameters in which deployments keep a gateway's token. */
const GATEWAY_PARAMETERS = 'arn:*:ssm:*:*:parameter/*gateway-token*';
/** What AWS lets us narrow further than to an action (service authorization reference). */
const NARROWED: Readonly<Record<string, Pick<Statement, 'Resource' | 'Condition'>>> = {
  // A role is only ever handed back to an instance.
  'iam:PassRole': { Resource: '*', Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } },
  // Tags are only set while something is made: nobody's tags can be changed.
  'ec2:CreateTags': {
    Resource: '*',
    Condition: { StringEquals: { 'ec2:CreateAction': tagging } },
  },
  // Only groups that a case has made and tagged.
  'ec2:DeleteSecurityGroup': { Resource: '*', Condition: { Null: { 'aws:ResourceTag/ir:case': 'false' } } },
  // Claims and saved states: nothing else in the parameter store.
  'ssm:PutParameter': { Resource: 'arn:*:ssm:*:*:parameter/ir/*' },
  'ssm:DeleteParameter': { Resource: 'arn:*:ssm:*:*:parameter/ir/*' },
  'ssm:AddTagsToResource': { Resource: 'arn:*:ssm:*:*:parameter/ir/*' },
  'ssm:GetParameter': { Resource: 'arn:*:ssm:*:*:parameter/ir/*' },
  'ssm:GetParametersByPath': { Resource: 'arn:*:ssm:*:*:parameter/ir/*' },
  'ssm:GetParameterHistory': { Resource: GATEWAY_PARAMETERS },
  ...Object.fromEntries(
    [
      'GetSecretValue',
      'GetResourcePolicy',
      'DescribeSecret',
      'CreateSecret',
      'TagResource',
      'PutSecretValue',
      'UpdateSecretVersionStage',
      'PutResourcePolicy',
    ].map((name) => [`secretsmanager:${name}`, { Resource: GATEWAY_SECRETS }]),
  ),
};
/** Where an action calls what the program itself calls too, it does so on more than the case's own. */
const WIDER: ReadonlySet<string> = new Set(['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter']);
const whereOf = (
  action: string,
  declared: ReadonlySet<string>,
  own: readonly string[],
): Pick<Statement, 'Resource' | 'Condition'> | undefined => {
  const where = NARROWED[action];
  if (!where || !WIDER.has(action) || !declared.has(action)) return where;
  return {
    ...where,
    Resource: own.includes(action) ? [where.Resource, GATEWAY_PARAMETERS].flat() : GATEWAY_PARAMETERS,
  };
};

/** What the program itself calls, whatever the playbook: who am I, and the claim with its saved state. */
const OWN: Readonly<Record<Role, readonly Call[]>> = {
  responder: ['sts:GetCallerIdentity', 'ssm:GetParameter', 'ssm:GetParametersByPath', 'ssm:PutParameter'],
  release: ['sts:GetCallerIdentity', 'ssm:GetParameter', 'ssm:GetParametersByPath', 'ssm:DeleteParameter'],
  destroy: ['sts:GetCallerIdentity'],
};
/** A case of another platform claims nothing in AWS. */
const ownOf = ({ platform }: Plan, role: Role): readonly Call[] => (platform === undefined ? OWN[role] : []);

const isRead = (call: string): boolean => isCall(call) && operations[call].access === 'read';
const needed: Readonly<Record<Role, (action: ActionDeclared) => readonly string[]>> = {
  responder: ({ kind, calls }) => (kind === 'destroys' ? calls.filter(isRead) : calls),
  // What it put in place is read before and after it is put back.
  release: ({ kind, calls, releaseCalls }) => (kind === 'changes' ? [...calls.filter(isRead), ...releaseCalls] : []),
  destroy: ({ kind, calls }) => (kind === 'destroys' ? calls : []),
};

/** The IAM action of each call, and those that it needs besides. */
const permissions = (calls: readonly string[]): readonly string[] =>
  [
    ...new Set(
      // IAM has no say in what goes to Railway.
      calls.flatMap((call) => (isAwsCall(call) ? [iamNameOf(call), ...operations[call].implies] : [])),
    ),
  ].toSorted();

const statement = (sid: string, actions: readonly string[], where: Pick<Statement, 'Resource' | 'Condition'>) => ({
  Sid: sid,
  Effect: 'Allow' as const,
  Action: actions,
  ...where,
});
const sidOf = (action: string): string => action.replace(/[^A-Za-z]/g, '');

/**
 * The smallest policy under which a plan can run, made from its actions' declarations; the same declarations are what
 * the door opens for. The responder's holds nothing that puts back or destroys.
 */
export const policyOf = (plan: Plan, role: Role): Policy => {
  const declared = new Set(Object.values(plan.actions).flatMap(needed[role]));
  const own = ownOf(plan, role);
  const wanted = permissions([...own, ...declared]);
  const reads = wanted.filter((action) => isRead(action) && !(action in NARROWED));
  const writes = wanted.filter((action) => !isRead(action) && !(action in NARROWED));
  const services = [...new Set(writes.map((action) => action.split(':')[0] ?? ''))];
  return {
    Version: '2012-10-17',
    Statement: [
      ...(reads.length === 0 ? [] : [statement('Read', reads, { Resource: '*' })]),
      ...services.map((service) =>
        statement(
          `Write${service}`,
          writes.filter((action) => action.startsWith(`${service}:`)),
          { Resource: '*' },
        ),
      ),
      ...[
        ...Map.groupBy(
          wanted.filter((action) => action in NARROWED),
          (action) => JSON.stringify(whereOf(action, declared, own)),
        ),
      ].map(([where, actions]) =>
        statement(actions.map(sidOf).join('').slice(0, 64), actions, JSON.parse(where) as Pick<Statement, 'Resource'>),
      ),
    ],
  };
};
