import { failedBecause } from '../aws/index.ts';
import { handleFor, type Session } from './session.ts';
import { Stop, usage } from './stop.ts';

/** The output under which the sample's template names its instance. */
const OUTPUT = 'InstanceId';

/** The instance of a CloudFormation stack: what its output `InstanceId` says. */
export const instanceOfStack = async (session: Session, stack: string): Promise<string> => {
  const aws = handleFor(session, ['cloudformation:DescribeStacks']);
  try {
    const { Stacks = [] } = await aws('cloudformation:DescribeStacks', { StackName: stack });
    const found = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === OUTPUT)?.OutputValue;
    if (found !== undefined && /^i-[0-9a-f]{8,17}$/.test(found)) return found;
    throw usage(`the stack ${stack} has no output ${OUTPUT}`, 'the same command with --instance-id i-…');
  } catch (error) {
    if (error instanceof Stop) throw error;
    const why = error instanceof Error ? error.message : String(error);
    // CloudFormation says so with a ValidationError, not with a NotFound.
    if (failedBecause(error, 'not-found') || /does not exist/.test(why))
      throw usage(
        `there is no stack ${stack} in ${session.region}, and it is no instance id`,
        'the same command with --instance-id i-…, or another --region',
      );
    throw new Stop(2, { what: `the stack ${stack} can’t be read: ${why}`, safe: 'Nothing was changed.' });
  }
};
