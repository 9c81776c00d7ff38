/** Which resources a request names: ids by their form, and names by the member that holds them. */
const ID =
  /^(?:(?:i|sg|sgr|vol|snap|eni|eipalloc|eipassoc|vpc|subnet|rtb|iip-assoc|ami)-[0-9a-f]+|A(?:KIA|SIA)\w+|arn:aws\S+)$/;

const NAMES = new Set([
  'RoleName',
  'UserName',
  'PolicyName',
  'InstanceProfileName',
  'AutoScalingGroupName',
  'GroupName',
  'AlarmNames',
  'StackName',
  'Name',
  'CommandId',
  'SessionId',
  'RoleArn',
]);

/** A wide answer (DescribeInstances) is not a list of resources that the request was about. */
const MOST = 20;

function walk(value: unknown, member: string, found: Set<string>): void {
  if (found.size >= MOST) return;
  if (typeof value === 'string') {
    if (ID.test(value) || (NAMES.has(member) && value)) found.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value) walk(item, member, found);
  } else if (value && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) walk(item, key, found);
  }
}

export function resourcesOf(...values: unknown[]): string[] {
  const found = new Set<string>();
  for (const value of values) walk(value, '', found);
  return [...found];
}
