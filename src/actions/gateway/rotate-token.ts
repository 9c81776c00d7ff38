import type { Aws } from '../../aws/index.ts';
import { arn, choice, flag, instanceId, list, maybe, record, text } from '../../fields/index.ts';
import { type Rotated, TOKEN_FORMATS, type TokenFormat } from '../../host/index.ts';
import { changes } from '../../language/index.ts';
import { askDoors, askedDoor, doorsOf, ways } from '../shared/doors.ts';
import { heldBy } from '../shared/held-secrets.ts';
import { type ChangeCalls, changeOnHost } from '../shared/on-host.ts';
import { gatewayState, readHost } from '../shared/gateway-state.ts';
import { proveRotation } from '../shared/prove-rotation.ts';

/** As in seed 000; the others are those of the other two seeds. */
const USUAL: TokenFormat = 'hex-24';

/**
 * One script: pauses what would start the gateway again, stops it, ends its processes, writes a new token to every place
 * that it reads one from, starts it on loopback. The token is made on the host and comes back sealed (T18, T19). Never
 * put back: a leaked token stays dead.
 */
export const rotateToken = changes({
  title: 'Stop the gateway, write a new token, start it on loopback',
  noun: 'gateway token',
  calls: ['ssm:SendCommandToLook', 'ssm:SendCommand', 'ssm:GetCommandInvocation'],
  releaseCalls: ['ssm:SendCommand', 'ssm:GetCommandInvocation'],
  input: {
    instanceId: instanceId('The instance'),
    ways,
    format: maybe(choice('Form of the new token', TOKEN_FORMATS)),
    /** Where the host fetches it with its own role; made on the host where left out. */
    secretId: maybe(arn('The secret that the host fetches')),
    region: maybe(text('Region of the secret')),
  },
  output: {
    gateways: list(
      record(
        'A gateway',
        {
          id: text('The gateway'),
          fingerprint: maybe(text('Fingerprint of its new token')),
          wrote: list(text('Written to')),
          cannot: list(text('What could not be changed')),
          ended: list(text('Processes that were ended')),
          boundTo: text('Bound to'),
        },
        'id',
      ),
    ),
    doors: list(askedDoor),
    paused: list(text('What would have started it again')),
    isOnLoopback: flag('Is it bound to its host alone until it is opened again?'),
  },
  state: { ...gatewayState, doors: list(askedDoor) },
  async see(aws, { instanceId: id, ways: found }, use) {
    const { state, ways: own } = await readHost(aws, id, use);
    return { ...state, doors: await askDoors(doorsOf(found, own), use) };
  },
  async run(aws, { instanceId: id, format = USUAL, secretId, region }, before, use) {
    const pull = secretId === undefined || region === undefined ? {} : { pull: { secretId, region } };
    const { said, secrets } = await changeOnHost<Rotated, 'rotate'>(aws, id, { mode: 'rotate', format, ...pull }, use);
    const held = heldBy(use.caseId);
    const made = new Set(secrets.made.values());
    for (const { answers } of said.gateways)
      for (const name of Object.keys(answers)) {
        const value = secrets.valueOf(name);
        if (value !== undefined && !made.has(value)) held.leaked.add(value);
      }
    for (const value of made) held.leaked.delete(value);
    const wasOpen = before.gateways.some(({ bind }) => bind !== 'loopback');
    return {
      gateways: said.gateways.map(({ id: gateway, wrote, cannot, ended, boundTo }) => {
        const value = secrets.made.get(gateway);
        return {
          id: gateway,
          wrote,
          cannot,
          ended,
          boundTo,
          fingerprint: value === undefined ? undefined : use.fingerprint(value),
        };
      }),
      doors: before.doors,
      paused: said.crons,
      isOnLoopback: wasOpen || said.crons.length > 0,
    };
  },
  verify: (_, __, { doors, gateways }, now, use) => proveRotation({ now, doors, made: gateways }, use),
  async release(aws: Aws<ChangeCalls>, { instanceId: id }, _, __, use) {
    await changeOnHost(aws, id, { mode: 'reopen' }, use);
    return { kept: 'the leaked token is never put back; the gateway is bound as before' };
  },
});
