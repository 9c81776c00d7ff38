import type { Looking } from '../../aws/index.ts';
import { everyPage } from './every-page.ts';

/** The regions that the account uses. */
export const regionsOf = async (aws: Looking<'ec2:DescribeRegions'>): Promise<readonly string[]> =>
  ((await aws('ec2:DescribeRegions', {})).Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []);

/** Ids of the instances in a region that have one of these profiles. AWS has no filter by profile. */
export const instancesWith = async (
  aws: Looking<'ec2:DescribeIamInstanceProfileAssociations'>,
  profileArns: ReadonlySet<string | undefined>,
  region: string,
): Promise<readonly string[]> => {
  const associations = await everyPage(
    (NextToken) =>
      aws(
        'ec2:DescribeIamInstanceProfileAssociations',
        {
          Filters: [{ Name: 'state', Values: ['associating', 'associated'] }],
          ...(NextToken === undefined ? {} : { NextToken }),
        },
        { region },
      ),
    (page) => page.IamInstanceProfileAssociations,
    (page) => page.NextToken,
  );
  return associations
    .filter(({ IamInstanceProfile }) => profileArns.has(IamInstanceProfile?.Arn))
    .flatMap(({ InstanceId }) => InstanceId ?? []);
};
