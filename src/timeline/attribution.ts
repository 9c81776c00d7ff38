import type { CaseState } from '../engine/index.ts';
import type { Activity } from './activity.ts';
import type { Who } from './timeline.ts';

/** Tells whose doing things are. */
export interface Attribution {
  /** Of a person named in the journal. */
  readonly person: (name: string) => Who;
  /** Of a CloudTrail event, with what speaks against taking it for granted. */
  readonly activity: (row: Activity) => { readonly who: Who; readonly doubt?: string };
  readonly isSuspectKey: (accessKeyId: string) => boolean;
  /** A name that AWS or a colleague’s change gives, which the journal may know. */
  readonly principal: (name: string) => Who;
}

/** The SDK writes `app/ir/1` into the user agent of every request of ours; anybody else can write it too. */
const saysIr = (agent: string): boolean => /(?:^|\s)app\/ir(?![A-Za-z0-9_])/.test(agent);
/** The names by which CloudTrail may call a caller: its ARN, its user id, its session’s or user’s name. */
const namesOf = (arn: string, userId: string): readonly string[] =>
  [arn, userId, arn.split('/').at(-1) ?? '', userId.split(':')[1] ?? ''].filter((name) => name !== '');
/** The best name that an event gives for its caller: nobody can choose an account, a role or an id. */
const callerOf = ({ arn, principal, user }: Activity): string => arn ?? principal ?? user;

export const attributionOf = (state: CaseState, activities: readonly Activity[]): Attribution => {
  const { entries, opened } = state;
  const operators = new Set([opened.operator]);
  const colleagues = new Set<string>();
  const own = new Set<string>();
  const requests = new Set<string>();
  for (const entry of entries) {
    if (entry.is === 'resumed') operators.add(entry.operator);
    if (entry.is === 'identified' && !entry.suspect)
      for (const name of namesOf(entry.identity.arn, entry.identity.userId)) own.add(name);
    if ('by' in entry && typeof entry.by === 'string' && entry.is !== 'held') colleagues.add(entry.by);
    if ('calls' in entry)
      for (const { requestId } of entry.calls ?? []) if (requestId !== undefined) requests.add(requestId);
  }
  const given = [state.target, ...Object.values(opened.inputs)].filter((value) => typeof value === 'string');
  // The session name of an instance's role session is its id.
  const sessions = new Set(given.filter((value) => value.startsWith('i-')));
  const keys = new Set(given.filter((value) => /^A(KIA|SIA)/.test(value)));
  const isSession = (name: string): boolean =>
    [...sessions].some((id) => name === id || name.endsWith(`:${id}`) || name.endsWith(`/${id}`));
  const isOurs = ({ requestId }: Activity): boolean => requestId !== undefined && requests.has(requestId);
  const isSuspect = (row: Activity): boolean => [row.user, row.arn ?? '', row.principal ?? ''].some(isSession);
  for (const { output } of state.steps)
    for (const key of Array.isArray(output?.['suspectKeys']) ? output['suspectKeys'] : []) keys.add(String(key));
  for (const row of activities)
    if (row.accessKeyId !== undefined && isSuspect(row) && !isOurs(row)) keys.add(row.accessKeyId);

  const person = (name: string): Who => (operators.has(name) ? 'responder' : name === 'nobody' ? 'ir' : 'colleague');
  const principal = (name: string): Who => {
    if (isSession(name)) return 'suspect';
    if (own.has(name) || operators.has(name)) return 'responder';
    return colleagues.has(name) ? 'colleague' : 'unknown';
  };
  const activity: Attribution['activity'] = (row) => {
    // AWS gives the request id, so nobody else can have ours. Then what the suspect can't shed; a user agent is a claim.
    if (isOurs(row)) return { who: 'ir' };
    if (isSuspect(row) || (row.accessKeyId !== undefined && keys.has(row.accessKeyId))) return { who: 'suspect' };
    const caller = callerOf(row);
    if (own.has(caller)) return { who: saysIr(row.agent) ? 'ir' : 'responder' };
    // Only a user’s name is a person’s; a role’s session is called as its maker likes.
    const isRole = row.arn?.includes(':assumed-role/') === true;
    const who = isRole || row.user === '' ? 'unknown' : principal(row.user);
    if (who === 'unknown' && saysIr(row.agent))
      return { who, doubt: 'its user agent says ir, but it is no request of this case' };
    return { who };
  };
  return { person, activity, principal, isSuspectKey: (id) => keys.has(id) };
};
