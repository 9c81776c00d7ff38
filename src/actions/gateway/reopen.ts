import { instanceId, list, text } from '../../fields/index.ts';
import type { Did } from '../../host/index.ts';
import { changes, doesNotHold, holds, unproven } from '../../language/index.ts';
import { gatewayState, readState } from '../shared/gateway-state.ts';
import { askedDoor } from '../shared/doors.ts';
import { heldBy } from '../shared/held-secrets.ts';
import { changeOnHost } from '../shared/on-host.ts';
import { probe, saidOf } from '../shared/prove-rotation.ts';

/** Bound as before, watched over as before; then each door is asked again from outside, with both tokens. */
export const reopen = changes({
  title: 'Open the gateway again, and ask every door',
  noun: 'gateway token',
  calls: ['ssm:SendCommandToLook', 'ssm:SendCommand', 'ssm:GetCommandInvocation'],
  releaseCalls: [],
  input: { instanceId: instanceId('The instance'), doors: list(askedDoor) },
  output: { done: list(text('What was done')), cannot: list(text('What could not be done')) },
  state: gatewayState,
  see: (aws, { instanceId: id }, use) => readState(aws, id, use),
  async run(aws, { instanceId: id }, _, use) {
    const { said } = await changeOnHost<Did, 'reopen'>(aws, id, { mode: 'reopen' }, use);
    return { done: said.done, cannot: said.cannot };
  },
  async verify(_, { doors }, { cannot }, now, use) {
    const alive = now.gateways.find(({ leaked }) => leaked === 'let in');
    if (alive) return doesNotHold(`${alive.id} lets the leaked token in`, 'host-said');
    const probed = await probe(doors, use);
    const open = probed.find(({ leaked }) => leaked?.is === 'let in');
    if (open) return doesNotHold(`${open.door.url} lets the leaked token in`, 'outside-probe');
    if (cannot.length > 0) return unproven(cannot.join('; '), 'host-said');
    const onHost = now.gateways.map(({ id, said }) => `${id}: ${said}`).join('; ');
    const said = `${probed.map(saidOf).join('; ')}${probed.length > 0 ? '. ' : ''}On the host, its own word: ${onHost}`;
    const isAsked = probed.some(({ leaked }) => leaked?.is === 'refused');
    if (isAsked) return holds(said, 'outside-probe');
    return heldBy(use.caseId).leaked.size === 0 || probed.length === 0
      ? unproven(said, 'host-said')
      : unproven(`no door answers: ${said}`, 'outside-probe');
  },
  release: () => Promise.resolve({ kept: 'it is open, as it was before' }),
});
