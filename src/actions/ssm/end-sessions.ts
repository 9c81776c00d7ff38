import type { Looking } from '../../aws/index.ts';
import { instanceId, list, record, text } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';
import { allDone } from '../shared/all-done.ts';
import { everyPage } from '../shared/every-page.ts';

const session = record('A session', { sessionId: text('The session'), owner: text('Who opened it') }, 'sessionId');

/**
 * Ends the shells and port-forwards that are open on the host through Session Manager: a change of IAM doesn't (T23;
 * UNVERIFIED how long one survives otherwise). There is nothing to put back: whoever had one opens another.
 */
export const endSessions = changes({
  title: 'End live sessions',
  noun: 'live sessions',
  calls: ['ssm:DescribeSessions', 'ssm:TerminateSession'],
  releaseCalls: [],
  input: { instanceId: instanceId('The instance') },
  output: { ended: list(session) },
  // Empty: an ended session is no state that a release could bring back.
  state: {},
  see: () => Promise.resolve({}),
  async run(aws, { instanceId: id }) {
    const active = await activeOn(aws, id);
    await allDone(active.map(({ sessionId }) => aws('ssm:TerminateSession', { SessionId: sessionId })));
    return { ended: active };
  },
  async verify(aws, { instanceId: id }) {
    const active = await activeOn(aws, id);
    if (active.length === 0) return holds('no session is active');
    return doesNotHold(`${active.map(({ sessionId }) => sessionId).join(', ')} is active`);
  },
  release: () => Promise.resolve(),
});

const activeOn = async (aws: Looking<'ssm:DescribeSessions'>, id: string) => {
  const sessions = await everyPage(
    (NextToken) =>
      aws('ssm:DescribeSessions', {
        State: 'Active',
        Filters: [{ key: 'Target', value: id }],
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    (page) => page.Sessions,
    (page) => page.NextToken,
  );
  return sessions.map(({ SessionId = '', Owner = 'unknown' }) => ({ sessionId: SessionId, owner: Owner }));
};
