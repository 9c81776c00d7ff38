import { flag, instanceId, maybe, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';

/** Whether the SSM agent answers, and so whether work on the host can be done (T4). */
export const findAgent = looks({
  title: 'See whether the SSM agent answers',
  calls: ['ssm:DescribeInstanceInformation'],
  input: { instanceId: instanceId('The instance') },
  output: {
    status: text('The agent'),
    answers: flag('Does it answer?'),
    version: maybe(text('Its version')),
    system: maybe(text('Operating system')),
    /** The instance, where a shell script can be run on it. */
    shell: maybe(instanceId('The instance, if the agent answers and runs shell scripts')),
  },
  async run(aws, { instanceId: id }) {
    const { InstanceInformationList } = await aws('ssm:DescribeInstanceInformation', {
      Filters: [{ Key: 'InstanceIds', Values: [id] }],
    });
    const [agent] = InstanceInformationList ?? [];
    const runsShell = agent?.PlatformType === 'Linux' || agent?.PlatformType === 'MacOS';
    return {
      status: agent?.PingStatus ?? 'never registered',
      answers: agent?.PingStatus === 'Online' && runsShell,
      version: agent?.AgentVersion,
      system: agent && [agent.PlatformName ?? agent.PlatformType, agent.PlatformVersion].filter(Boolean).join(' '),
      shell: agent?.PingStatus === 'Online' && runsShell ? id : undefined,
    };
  },
});
