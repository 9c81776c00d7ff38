import { like } from './pattern.ts';
import { conditionsHold, unsupportedCondition, type Conditions, type Context } from './conditions.ts';

type OneOrMany = string | readonly string[];

export interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: Conditions;
  /** Only in policies of resources. */
  readonly Principal?: '*' | { readonly AWS?: OneOrMany };
  readonly NotPrincipal?: '*' | { readonly AWS?: OneOrMany };
}

const list = (value: OneOrMany | undefined) => (typeof value === 'string' ? [value] : (value ?? []));

/** The statements of a policy document. Throws where the text is not a policy. */
export function statementsOf(document: string): Statement[] {
  const { Statement } = JSON.parse(document) as { Statement?: Statement | Statement[] };
  if (!Statement) throw new Error('no Statement');
  return Array.isArray(Statement) ? Statement : [Statement];
}

/** What is wrong with a document, or undefined. Refuses too what the range could not evaluate. */
export function problemOf(document: string): string | undefined {
  let statements: Statement[];
  try {
    statements = statementsOf(document);
  } catch {
    return 'Syntax errors in policy.';
  }
  for (const statement of statements) {
    if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') return 'Policy statement must contain Effect.';
    if (!statement.Action === !statement.NotAction) return 'Policy statement must contain actions.';
    if (!statement.Resource && !statement.NotResource) return 'Policy statement must contain resources.';
    const unknown = statement.Effect === 'Deny' && unsupportedCondition(statement.Condition ?? {});
    if (unknown) return `The range does not evaluate the condition ${unknown}.`;
  }
  return undefined;
}

function actionMatches(statement: Statement, action: string): boolean {
  const among = (patterns: OneOrMany | undefined) => list(patterns).some((one) => like(one, action, true));
  return statement.NotAction ? !among(statement.NotAction) : among(statement.Action);
}

/** Does one of these statements deny it? */
export function isDeniedBy(statements: readonly Statement[], action: string, context: Context): boolean {
  return statements.some(
    (statement) =>
      statement.Effect === 'Deny' &&
      actionMatches(statement, action) &&
      conditionsHold(statement.Condition ?? {}, context),
  );
}

/** Is an action denied by an explicit Deny? `Resource` is not looked at (listed in docs/range.md). */
export function isDenied(documents: Iterable<string>, action: string, context: Context): boolean {
  for (const document of documents) if (isDeniedBy(statementsOf(document), action, context)) return true;
  return false;
}
