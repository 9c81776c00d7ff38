import { instanceId, list, text } from '../../fields/index.ts';
import type { Did } from '../../host/index.ts';
import { changes, doesNotHold, holds, unproven } from '../../language/index.ts';
import { gatewayState, readState } from '../shared/gateway-state.ts';
import { changeOnHost } from '../shared/on-host.ts';

/**
 * Other files of the host with the leaked token: the product's own backups are removed, logs and texts lose the value and
 * nothing else. Their masked content and the snapshots are in evidence before. Never put back.
 */
export const scrubCopies = changes({
  title: 'Take the leaked token out of every other file on the host',
  noun: 'copies of the token',
  calls: ['ssm:SendCommandToLook', 'ssm:SendCommand', 'ssm:GetCommandInvocation'],
  releaseCalls: [],
  input: { instanceId: instanceId('The instance') },
  output: { changed: list(text('Files')), cannot: list(text('What could not be done')) },
  state: gatewayState,
  see: (aws, { instanceId: id }, use) => readState(aws, id, use, true),
  async run(aws, { instanceId: id }, before, use) {
    if (before.gateways.every(({ copies }) => copies.length === 0)) return { changed: [], cannot: [] };
    const { said } = await changeOnHost<Did, 'scrub'>(aws, id, { mode: 'scrub' }, use);
    return { changed: said.done, cannot: said.cannot };
  },
  verify(_, __, { changed, cannot }, now) {
    const left = now.gateways.flatMap(({ copies }) => copies);
    if (left.length > 0) return doesNotHold(`it still stands in ${left.join(', ')}`, 'host-said');
    if (cannot.length > 0) return unproven(cannot.join('; '), 'host-said');
    // A program may have given it, or the gateway was not found: what is not known can't be searched for.
    const unknown = now.gateways.filter(({ known }) => !known).map(({ id }) => id);
    if (now.gateways.length === 0 || unknown.length > 0)
      return unproven(
        `the leaked token${unknown.length > 0 ? ` of ${unknown.join(', ')}` : ''} is not known here, so no file could be searched for it`,
        'host-said',
      );
    return holds(
      changed.length === 0 ? 'no other file on the host held it' : `out of ${changed.length} files`,
      'host-said',
    );
  },
  release: () => Promise.resolve({ kept: 'a leaked token is never put back' }),
});
