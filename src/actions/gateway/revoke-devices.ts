import { instanceId, list, text } from '../../fields/index.ts';
import type { Did } from '../../host/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';
import { gatewayState, readState } from '../shared/gateway-state.ts';
import { changeOnHost } from '../shared/on-host.ts';

/** Devices keep tokens of their own, which outlive a rotation (T21): all must pair again. Never put back. */
export const revokeDevices = changes({
  title: 'Revoke every paired device',
  noun: 'paired devices',
  calls: ['ssm:SendCommandToLook', 'ssm:SendCommand', 'ssm:GetCommandInvocation'],
  releaseCalls: [],
  input: { instanceId: instanceId('The instance') },
  output: { revoked: list(text('Devices')), cannot: list(text('What could not be done')) },
  state: gatewayState,
  see: (aws, { instanceId: id }, use) => readState(aws, id, use),
  async run(aws, { instanceId: id }, before, use) {
    if (before.gateways.every(({ devices }) => devices === 0)) return { revoked: [], cannot: [] };
    const { said } = await changeOnHost<Did, 'devices'>(aws, id, { mode: 'devices' }, use);
    return { revoked: said.done, cannot: said.cannot };
  },
  verify(_, __, { revoked, cannot }, now) {
    const left = now.gateways.filter(({ devices }) => devices > 0);
    if (left.length > 0)
      return doesNotHold(
        `${left.map(({ id, devices }) => `${id}: ${devices} still paired`).join('; ')}${cannot.length > 0 ? ` (${cannot.join('; ')})` : ''}`,
        'host-said',
      );
    const alive = now.gateways.find(({ leaked }) => leaked === 'let in');
    if (alive) return doesNotHold(`${alive.id} still lets a revoked token in`, 'host-said');
    return holds(
      revoked.length === 0 ? 'no device is paired' : `${revoked.length} revoked: ${revoked.join(', ')}`,
      'host-said',
    );
  },
  release: () => Promise.resolve({ kept: 'a device pairs again by itself' }),
});
