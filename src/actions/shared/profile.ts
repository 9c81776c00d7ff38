import type { Looking } from '../../aws/index.ts';

/** The profile that an instance has now, with its association; undefined where it has none, or it is on its way out. */
export const profileOf = async (aws: Looking<'ec2:DescribeIamInstanceProfileAssociations'>, instanceId: string) => {
  const { IamInstanceProfileAssociations } = await aws('ec2:DescribeIamInstanceProfileAssociations', {
    Filters: [
      { Name: 'instance-id', Values: [instanceId] },
      { Name: 'state', Values: ['associating', 'associated'] },
    ],
  });
  const [association] = IamInstanceProfileAssociations ?? [];
  return association === undefined
    ? undefined
    : { associationId: association.AssociationId ?? '', arn: association.IamInstanceProfile?.Arn ?? '' };
};
