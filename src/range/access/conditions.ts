import { like } from './pattern.ts';

/** The condition keys of one request, in lower case. A key which does not apply is absent. */
export type Context = Readonly<Record<string, string>>;
/** `{ StringLike: { 'aws:userid': ['AROA…:i-…'] } }` */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

type Test = (wanted: string, actual: string) => boolean;

const tests: Readonly<Record<string, Test>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringEqualsIgnoreCase: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  StringLike: (wanted, actual) => like(wanted, actual),
  ArnEquals: (wanted, actual) => like(wanted, actual),
  ArnLike: (wanted, actual) => like(wanted, actual),
  DateLessThan: (wanted, actual) => Date.parse(actual) < Date.parse(wanted),
  DateLessThanEquals: (wanted, actual) => Date.parse(actual) <= Date.parse(wanted),
  DateGreaterThan: (wanted, actual) => Date.parse(actual) > Date.parse(wanted),
  DateGreaterThanEquals: (wanted, actual) => Date.parse(actual) >= Date.parse(wanted),
  Bool: (wanted, actual) => wanted === actual,
};

const supportedKeys = new Set([
  'aws:userid',
  'aws:username',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:requestedregion',
  'aws:tokenissuetime',
  'ec2:sourceinstancearn',
]);

interface Operator {
  readonly test: Test | undefined;
  readonly negated: boolean;
  readonly ifExists: boolean;
}

/** `StringNotLikeIfExists` is StringLike, negated, and true where the key is absent. */
function operatorOf(name: string): Operator {
  const ifExists = name.endsWith('IfExists');
  const bare = ifExists ? name.slice(0, -'IfExists'.length) : name;
  const negated = /^(String|Arn|Date)Not/.test(bare);
  return { test: tests[bare.replace(/^(String|Arn|Date)Not/, '$1')], negated, ifExists };
}

const asList = (value: string | readonly string[]) => (typeof value === 'string' ? [value] : value);

function holds(name: string, wanted: readonly string[], actual: string | undefined): boolean {
  if (name === 'Null') return wanted.includes('true') === (actual === undefined);
  const { test, negated, ifExists } = operatorOf(name);
  if (actual === undefined) return ifExists || negated;
  return wanted.some((one) => test?.(one, actual)) !== negated;
}

/** All operators and all their keys have to hold. */
export function conditionsHold(conditions: Conditions, context: Context): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, asList(wanted), context[key.toLowerCase()])),
  );
}

/** The first operator or key that the range can't evaluate: better refused than silently ignored. */
export function unsupportedCondition(conditions: Conditions): string | undefined {
  for (const [operator, keys] of Object.entries(conditions)) {
    if (operator !== 'Null' && !operatorOf(operator).test) return operator;
    const key = Object.keys(keys).find((one) => !supportedKeys.has(one.toLowerCase()));
    if (key) return key;
  }
  return undefined;
}
