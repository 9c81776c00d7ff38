import type { Looking } from '../../aws/index.ts';
import { choice, instanceId } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';

/** No new credentials from inside: the instance metadata service answers nobody any more (T11). */
export const disableMetadata = changes({
  title: 'Switch the metadata service off',
  noun: 'credentials',
  calls: ['ec2:DescribeInstances', 'ec2:ModifyInstanceMetadataOptions'],
  releaseCalls: ['ec2:ModifyInstanceMetadataOptions'],
  input: { instanceId: instanceId('The instance') },
  output: {},
  state: { endpoint: choice('The metadata service', ['enabled', 'disabled']) },
  async see(aws, { instanceId: id }) {
    return { endpoint: (await optionsOf(aws, id))?.HttpEndpoint ?? 'enabled' };
  },
  async run(aws, { instanceId: id }) {
    await aws('ec2:ModifyInstanceMetadataOptions', { InstanceId: id, HttpEndpoint: 'disabled' });
    return {};
  },
  async verify(aws, { instanceId: id }, _, now) {
    if (now.endpoint === 'enabled') return doesNotHold('the metadata service answers');
    const state = (await optionsOf(aws, id))?.State;
    return state === 'pending' ? doesNotHold('switching it off is pending') : holds('off, and applied');
  },
  async release(aws, { instanceId: id }, before) {
    await aws('ec2:ModifyInstanceMetadataOptions', { InstanceId: id, HttpEndpoint: before.endpoint });
  },
});

const optionsOf = async (aws: Looking<'ec2:DescribeInstances'>, id: string) =>
  (await aws('ec2:DescribeInstances', { InstanceIds: [id] })).Reservations?.[0]?.Instances?.[0]?.MetadataOptions;
