import type * as ssm from '@aws-sdk/client-ssm';
import { modeled } from '../../wire/error.ts';
import type { Session } from '../../world/systems.ts';
import type { Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { DoesNotExistException$, InvalidFilterKey$ } from './errors.ts';

const filters: Readonly<Record<string, (one: Session, value: string) => boolean>> = {
  Target: (one, value) => one.target === value,
  Owner: (one, value) => one.owner === value,
  SessionId: (one, value) => one.id === value,
  InvokedAfter: (one, value) => one.startedAt > Date.parse(value),
  InvokedBefore: (one, value) => one.startedAt < Date.parse(value),
};

function statusOf(one: Session) {
  if (one.endedAt === undefined) return 'Connected' as const;
  return one.terminated ? ('Terminated' as const) : ('Disconnected' as const);
}

const view = (one: Session) => ({
  SessionId: one.id,
  Target: one.target,
  Owner: one.owner,
  Status: statusOf(one),
  DocumentName: one.document,
  Reason: one.reason,
  StartDate: new Date(one.startedAt),
  EndDate: one.endedAt === undefined ? undefined : new Date(one.endedAt),
});

export const sessions: Handlers<typeof ssm> = {
  DescribeSessions: (input, call) => {
    const tests = (input.Filters ?? []).map(({ key = '', value = '' }) => {
      const fits = filters[key];
      if (!fits) throw modeled(InvalidFilterKey$, `The range does not simulate the filter ${key}`);
      return (one: Session) => fits(one, value);
    });
    const isActive = input.State === 'Active';
    const inState = Object.values(call.region.sessions).filter((one) => (one.endedAt === undefined) === isActive);
    const found = inState.filter((one) => tests.every((test) => test(one)));
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken, usual: 50 });
    return { Sessions: items.map(view), NextToken: next };
  },

  TerminateSession: (input, { region, now }) => {
    const session = region.sessions[input.SessionId ?? ''];
    if (!session) throw modeled(DoesNotExistException$, `Session ${input.SessionId} does not exist`);
    if (session.endedAt === undefined) Object.assign(session, { endedAt: now, terminated: true });
    return { SessionId: session.id };
  },
};
