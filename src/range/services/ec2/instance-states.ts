import type * as ec2 from '@aws-sdk/client-ec2';
import { startStop, startTermination } from '../../consequences/instances.ts';
import { AwsError } from '../../wire/error.ts';
import type { Handlers } from '../handlers.ts';
import { findInstance } from './find.ts';
import { stateView } from './views/instance.ts';

/** AWS's sentence for both kinds of protection. */
const protectedError = (id: string, verb: string, attribute: string) =>
  new AwsError(
    'OperationNotPermitted',
    `The instance '${id}' may not be ${verb}. Modify its '${attribute}' instance attribute and try again.`,
  );

export const instanceStates: Handlers<typeof ec2> = {
  StopInstances: (input, { region, world, now, simulation }) => {
    const instances = (input.InstanceIds ?? []).map((id) => findInstance(region, id));
    for (const { id, state, stopProtected } of instances) {
      if (stopProtected) throw protectedError(id, 'stopped', 'disableApiStop');
      if (!['running', 'stopping', 'stopped'].includes(state))
        throw new AwsError(
          'IncorrectInstanceState',
          `The instance '${id}' is not in a state from which it can be stopped.`,
        );
    }
    const StoppingInstances = instances.map((one) => {
      const before = stateView(one.state);
      startStop(one, now, world.delays, simulation.hosts);
      return { InstanceId: one.id, PreviousState: before, CurrentState: stateView(one.state) };
    });
    return { StoppingInstances };
  },

  TerminateInstances: (input, { region, world, now, simulation }) => {
    const instances = (input.InstanceIds ?? []).map((id) => findInstance(region, id));
    const guarded = instances.find((one) => one.terminationProtected && one.state !== 'terminated');
    if (guarded) throw protectedError(guarded.id, 'terminated', 'disableApiTermination');
    const TerminatingInstances = instances.map((one) => {
      const before = stateView(one.state);
      startTermination(one, now, world.delays, simulation.hosts);
      return { InstanceId: one.id, PreviousState: before, CurrentState: stateView(one.state) };
    });
    return { TerminatingInstances };
  },
};
