import type { OutputOf } from '../../aws/index.ts';
import { flag, list, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';

type Selectors = OutputOf<'cloudtrail:GetEventSelectors'>;

/** Whether any trail records data events. Without them what was read from S3, Lambda or DynamoDB is invisible (T16). */
export const findDataEvents = looks({
  title: 'See whether reads of data are recorded',
  calls: ['cloudtrail:DescribeTrails', 'cloudtrail:GetEventSelectors'],
  input: {},
  output: {
    recorded: flag('Does a trail record data events?'),
    says: text('What that means'),
    trails: list(text('Trails')),
  },
  async run(aws) {
    const { trailList = [] } = await aws('cloudtrail:DescribeTrails', {});
    const names = trailList.flatMap(({ TrailARN }) => TrailARN ?? []);
    const selectors = await Promise.all(
      names.map((TrailName) => aws('cloudtrail:GetEventSelectors', { TrailName }).catch(() => undefined)),
    );
    const recorded = selectors.some((each) => each !== undefined && hasData(each));
    const unread = selectors.filter((each) => each === undefined).length;
    const off = names.length === 0 ? 'there is no trail here' : 'data events are off';
    const says = recorded
      ? 'a trail records data events: what was read stands in its bucket'
      : unread > 0
        ? `${unread} of ${names.length} trails could not be read: whether reads are recorded is not known`
        : `${off}: what was read from S3, Lambda or DynamoDB is invisible`;
    return { recorded, says, trails: names };
  },
});

const hasData = ({ EventSelectors = [], AdvancedEventSelectors = [] }: Selectors): boolean =>
  EventSelectors.some(({ DataResources = [] }) => DataResources.length > 0) ||
  AdvancedEventSelectors.some(({ FieldSelectors = [] }) =>
    FieldSelectors.some(({ Field, Equals = [] }) => Field === 'eventCategory' && Equals.includes('Data')),
  );
