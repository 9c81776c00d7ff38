import { arn, instanceId, maybe } from '../../fields/index.ts';
import { changes, doesNotHold, holds } from '../../language/index.ts';
import { profileOf } from '../shared/profile.ts';

/** Takes the instance's role away. Credentials that were given out already live on for up to 6 h (T11). */
export const removeProfile = changes({
  title: 'Take the instance profile off',
  noun: 'credentials',
  calls: ['ec2:DescribeIamInstanceProfileAssociations', 'ec2:DisassociateIamInstanceProfile'],
  releaseCalls: ['ec2:AssociateIamInstanceProfile'],
  input: { instanceId: instanceId('The instance') },
  output: {},
  // Without the association's id: it is another one once the profile is put back.
  state: { profileArn: maybe(arn('The instance profile')) },
  see: async (aws, { instanceId: id }) => ({ profileArn: (await profileOf(aws, id))?.arn }),
  async run(aws, { instanceId: id }) {
    const profile = await profileOf(aws, id);
    if (profile) await aws('ec2:DisassociateIamInstanceProfile', { AssociationId: profile.associationId });
    return {};
  },
  verify: (_, __, ___, now) =>
    now.profileArn === undefined ? holds('it has no profile') : doesNotHold(`it still has ${now.profileArn}`),
  async release(aws, { instanceId: id }, before) {
    if (before.profileArn === undefined) return;
    await aws('ec2:AssociateIamInstanceProfile', { InstanceId: id, IamInstanceProfile: { Arn: before.profileArn } });
  },
});
