/** What happens to a command after it was sent: a script really runs on a host, and its agent reports. */
import type { Simulation } from '../../server/simulation.ts';
import type { Invocation, Ran } from '../../world/systems.ts';
import type { Account, Region } from '../../world/world.ts';
import { agentIsOnline } from './reach.ts';

/** SSM's limits for GetCommandInvocation (from the SDK's documentation). */
const STDOUT = 24_000;
const STDERR = 8_000;

function statusOf(ran: Ran): Pick<Invocation, 'status' | 'details'> {
  if (ran.ended === 'TimedOut') return { status: 'TimedOut', details: 'ExecutionTimedOut' };
  if (ran.ended === 'Cancelled') return { status: 'Cancelled', details: 'Cancelled' };
  return ran.code === 0 ? { status: 'Success', details: 'Success' } : { status: 'Failed', details: 'Failed' };
}

function deliver(invocation: Invocation, ran: Ran, now: number): void {
  const failure = ran.code === 0 ? '' : `failed to run commands: exit status ${ran.code}`;
  delete invocation.held;
  Object.assign(invocation, statusOf(ran), {
    responseCode: ran.code,
    stdout: ran.stdout.slice(0, STDOUT),
    stderr: (ran.stderr + failure).slice(0, STDERR),
    endedAt: now,
  });
}

interface Order {
  readonly accountId: string;
  readonly regionName: string;
  readonly commandId: string;
  readonly instanceId: string;
}

/** Looked up each time: a write that fails puts a copy of the world in place. */
function invocationOf({ world }: Simulation, { accountId, regionName, commandId, instanceId }: Order) {
  const command = world.accounts[accountId]?.regions[regionName]?.commands[commandId];
  const invocation = command?.invocations[instanceId];
  return command && invocation && { command, invocation };
}

/** Runs the script. Its result is held back while the agent can't reach AWS. */
export async function runCommand(simulation: Simulation, order: Order): Promise<void> {
  const found = invocationOf(simulation, order);
  if (!found) return;
  const { command, invocation } = found;
  Object.assign(invocation, { status: 'InProgress', details: 'InProgress', startedAt: simulation.clock.now() });
  const script = (command.parameters['commands'] ?? []).join('\n');
  const ran = await simulation.hosts.run(order.instanceId, command.id, script, command.timeoutSeconds * 1000);
  const after = invocationOf(simulation, order);
  if (after) after.invocation.held = ran;
  simulation.advance();
  simulation.save();
}

const isOpen = ({ status }: Invocation) => status === 'Pending' || status === 'InProgress' || status === 'Cancelling';

/** Delivers what agents hold, and gives up what is overdue. Returns whether anything changed. */
export function advanceCommands(account: Account, region: Region, now: number): boolean {
  let changed = false;
  for (const { deadline, invocations } of Object.values(region.commands))
    for (const invocation of Object.values(invocations).filter(isOpen)) {
      const { held } = invocation;
      if (held && agentIsOnline(account, region, invocation.instanceId)) deliver(invocation, held, now);
      else if (now >= deadline)
        Object.assign(invocation, { status: 'TimedOut', details: 'DeliveryTimedOut', endedAt: now });
      else continue;
      changed = true;
    }
  return changed;
}

/** After the range itself was restarted: whatever ran on a host then is gone. */
export function abandonCommands(region: Region, now: number): void {
  for (const { invocations } of Object.values(region.commands))
    for (const invocation of Object.values(invocations).filter(isOpen))
      Object.assign(invocation, {
        status: 'Failed',
        details: 'Failed',
        responseCode: 1,
        endedAt: now,
        stderr: 'host restarted',
      });
}
