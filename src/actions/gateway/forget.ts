import { instanceId, list, text } from '../../fields/index.ts';
import type { Did, State } from '../../host/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';
import { changeOnHost, lookOnHost } from '../shared/on-host.ts';

/** Removes what the case kept on the host, root only, for its proof: the leaked value and a copy of the new one. */
export const forget = changes({
  title: 'Remove from the host what was kept there for the proof',
  noun: 'copies of the token',
  calls: ['ssm:SendCommandToLook', 'ssm:SendCommand', 'ssm:GetCommandInvocation'],
  releaseCalls: [],
  input: { instanceId: instanceId('The instance') },
  output: { done: list(text('What was done')) },
  state: { kept: list(text('Gateways of which something is kept')) },
  async see(aws, { instanceId: id }, use) {
    const { secrets } = await lookOnHost<State, 'state'>(aws, id, { mode: 'state' }, use);
    return { kept: [...secrets.made.keys()] };
  },
  async run(aws, { instanceId: id }, _, use) {
    const { said } = await changeOnHost<Did, 'forget'>(aws, id, { mode: 'forget' }, use);
    return { done: said.done };
  },
  verify: (_, __, ___, now) =>
    now.kept.length === 0
      ? holds('nothing of the case is left on the host', 'host-said')
      : doesNotHold(now.kept.join(', '), 'host-said'),
  release: () => Promise.resolve(),
});
