import pLimit from 'p-limit';
import type { Looking, OutputOf } from '../../aws/index.ts';
import { allDone } from './all-done.ts';
import { everyPage } from './every-page.ts';

type TargetGroup = NonNullable<OutputOf<'elasticloadbalancing:DescribeTargetGroups'>['TargetGroups']>[number];
export interface Registration {
  /** Group, target and port together: one instance may be registered twice in a group. */
  readonly registration: string;
  readonly targetGroupArn: string;
  readonly targetId: string;
  readonly port: number;
  readonly state: string;
}
/** Health is asked for group by group; Elastic Load Balancing throttles a burst of more. */
const AT_ONCE = 10;

/** Groups of Network and Gateway Load Balancers, whose flows are always tracked (T1). */
export const trackedBalancers = ({ Protocol }: TargetGroup): boolean =>
  /^(TCP|UDP|TLS|TCP_UDP|GENEVE|QUIC|TCP_QUIC)$/.test(Protocol ?? '');

/** Where an instance is registered, by its id or one of its addresses. */
export const registrationsOf = async (
  aws: Looking<'elasticloadbalancing:DescribeTargetGroups' | 'elasticloadbalancing:DescribeTargetHealth'>,
  ids: readonly string[],
  wanted: (group: TargetGroup) => boolean = () => true,
): Promise<readonly Registration[]> => {
  const groups = await everyPage(
    (Marker) => aws('elasticloadbalancing:DescribeTargetGroups', Marker === undefined ? {} : { Marker }),
    (page) => page.TargetGroups,
    (page) => page.NextMarker,
  );
  const limit = pLimit(AT_ONCE);
  const found = groups
    .filter(({ TargetType }) => TargetType === 'instance' || TargetType === 'ip')
    .filter(wanted)
    .map(({ TargetGroupArn = '' }) =>
      limit(async () => {
        const { TargetHealthDescriptions = [] } = await aws('elasticloadbalancing:DescribeTargetHealth', {
          TargetGroupArn,
        });
        return TargetHealthDescriptions.filter(({ Target }) => ids.includes(Target?.Id ?? '')).map(
          ({ Target, TargetHealth }): Registration => ({
            registration: `${TargetGroupArn} ${Target?.Id ?? ''} ${Target?.Port ?? 0}`,
            targetGroupArn: TargetGroupArn,
            targetId: Target?.Id ?? '',
            port: Target?.Port ?? 0,
            state: TargetHealth?.State ?? 'unknown',
          }),
        );
      }),
    );
  return (await allDone(found)).flat();
};
