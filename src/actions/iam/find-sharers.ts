import { count, instanceId, list, roleName, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { instancesWith, regionsOf } from '../shared/sharers.ts';
import { everyPage } from '../shared/every-page.ts';
import { principalsIn } from '../shared/trust.ts';

/** So many are shown to a person; the count is of all. */
const SHOWN = 20;

/**
 * Who else lives on a role: instances with a profile of it in every region of the account, and who else may assume it.
 * A role-wide deny takes their sessions too, until they get newer ones (T10). A region that can't be read counts as one:
 * nobody is hit only where that is known.
 */
export const findSharers = looks({
  title: 'Count who else uses the role',
  calls: [
    'iam:ListInstanceProfilesForRole',
    'iam:GetRole',
    'ec2:DescribeRegions',
    'ec2:DescribeIamInstanceProfileAssociations',
  ],
  input: { roleName: roleName('The role'), instanceId: instanceId('The instance') },
  output: {
    others: count('How many others'),
    instances: list(text('Other instances, by region')),
    principals: list(text('Who else may assume the role')),
    unread: list(text('Regions that could not be read')),
  },
  async run(aws, { roleName: RoleName, instanceId: own }) {
    const [profiles, { Role }, regions] = await Promise.all([
      everyPage(
        (Marker) => aws('iam:ListInstanceProfilesForRole', { RoleName, ...(Marker === undefined ? {} : { Marker }) }),
        (page) => page.InstanceProfiles,
        (page) => page.Marker,
      ),
      aws('iam:GetRole', { RoleName }),
      regionsOf(aws),
    ]);
    const arns = new Set(profiles.map(({ Arn }) => Arn));
    const found = await Promise.all(
      regions.map(async (region) => {
        const ids = await instancesWith(aws, arns, region).catch(() => undefined);
        return { region, ids };
      }),
    );
    const unread = found.flatMap(({ region, ids }) => (ids === undefined ? region : []));
    const instances = found.flatMap(({ region, ids = [] }) =>
      ids.filter((id) => id !== own).map((id) => `${id} (${region})`),
    );
    const principals = principalsIn(Role?.AssumeRolePolicyDocument);
    return {
      others: instances.length + principals.length + unread.length,
      instances: instances.slice(0, SHOWN),
      principals,
      unread,
    };
  },
});
