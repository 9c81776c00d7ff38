/** What a policy says, as the services take and give it. */
interface Statement {
  readonly Effect: 'Deny';
  readonly Action?: '*';
  readonly NotAction?: readonly string[];
  readonly Resource: '*';
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [Statement];
}
const deny = (Condition: Statement['Condition']): Policy => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition }],
});

/**
 * Denies the sessions of one instance, old and refreshed, and nobody else's: the session name of an EC2 role session is
 * the instance id, so `aws:userid` is `<role id>:<instance id>` (IAM user guide, table of `aws:userid` values; [K] not
 * yet tried against live AWS).
 */
export const denyInstance = (roleId: string, instanceId: string): Policy =>
  deny({ StringEquals: { 'aws:userid': `${roleId}:${instanceId}` } });

/** What the SSM agent needs to be reached: left out while work on its host is due. */
const AGENT = ['ssm:UpdateInstanceInformation', 'ssmmessages:*', 'ec2messages:*'];
/**
 * Denies what was issued to one instance before `cutoff`, stolen or not, and leaves its agent reachable: what its metadata
 * service gives it later works, so that its service heals by itself.
 */
export const denyIssued = (roleId: string, instanceId: string, cutoff: string): Policy => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      NotAction: AGENT,
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:userid': `${roleId}:${instanceId}` },
        DateLessThan: { 'aws:TokenIssueTime': cutoff },
      },
    },
  ],
});

/** Denies every session of the role that was issued before `cutoff` (UTC), whoever uses it (T10). */
export const denyOlder = (cutoff: string): Policy => deny({ DateLessThan: { 'aws:TokenIssueTime': cutoff } });

/** The cut-off in a policy of ours, or undefined where it is another policy or none. */
export const cutoffIn = (document: string | undefined): string | undefined => {
  const found = /"aws:TokenIssueTime":"([^"]+)"/.exec(canonical(document));
  return found?.[1] !== undefined && sameMeaning(document, denyOlder(found[1])) ? found[1] : undefined;
};

/** IAM hands documents back URL-encoded (RFC 3986), and need not keep the order of members. */
export const decoded = (document: string): string => {
  const text = document.trimStart();
  return text.startsWith('{') ? text : decodeURIComponent(text);
};
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 1 ? sorted(value[0]) : value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
};
const canonical = (document: string | undefined): string => {
  try {
    return document === undefined ? '' : JSON.stringify(sorted(JSON.parse(decoded(document))));
  } catch {
    return '';
  }
};
/** Whether a document that was read back says what was written: same members and values, a list of one = its item. */
export const sameMeaning = (document: string | undefined, policy: Policy): boolean =>
  canonical(document) === canonical(JSON.stringify(policy));
