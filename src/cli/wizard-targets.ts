import type { TargetRow } from '../terminal/index.ts';
import { handleFor, type Session } from './session.ts';

/** More than this is not a list to choose from: the person types an id. */
const MOST = 1_000;

/** The instances of this account and region, and whether their SSM agent answers. What can't be read is said. */
export const instanceRows = async (
  session: Session,
): Promise<{ readonly rows: readonly TargetRow[]; readonly incomplete?: string }> => {
  const aws = handleFor(
    session,
    ['ec2:DescribeInstances', 'ssm:DescribeInstanceInformation'],
    AbortSignal.timeout(10_000),
  );
  const agents = agentsOf(aws);
  const rows: TargetRow[] = [];
  try {
    for (let token: string | undefined; rows.length < MOST;) {
      const page = await aws('ec2:DescribeInstances', {
        MaxResults: 500,
        ...(token === undefined ? {} : { NextToken: token }),
      });
      const found = (page.Reservations ?? []).flatMap((reservation) => reservation.Instances ?? []);
      for (const one of found)
        rows.push({
          id: one.InstanceId ?? '',
          note: one.State?.Name ?? '',
          ...(one.LaunchTime ? { launched: one.LaunchTime.toISOString() } : {}),
          ...(one.ImageId === undefined ? {} : { image: one.ImageId }),
          ...(one.PrivateIpAddress === undefined ? {} : { address: one.PrivateIpAddress }),
          ...nameTag(one.Tags),
        });
      token = page.NextToken;
      if (token === undefined) break;
    }
  } catch (error) {
    return { rows, incomplete: error instanceof Error ? error.message : String(error) };
  }
  const online = await agents;
  const told = rows.map((row) => (online.has(row.id) ? { ...row, note: `${row.note}, SSM online` } : row));
  // Where something can be done on the host comes first.
  return { rows: told.toSorted((a, b) => Number(online.has(b.id)) - Number(online.has(a.id))) };
};
const nameTag = (tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = []): { name?: string } => {
  const name = tags.find((tag) => tag.Key === 'Name')?.Value;
  return name === undefined ? {} : { name };
};
const agentsOf = async (
  aws: ReturnType<typeof handleFor<'ssm:DescribeInstanceInformation'>>,
): Promise<ReadonlySet<string>> => {
  try {
    const { InstanceInformationList = [] } = await aws('ssm:DescribeInstanceInformation', { MaxResults: 50 });
    return new Set(
      InstanceInformationList.flatMap((agent) => (agent.PingStatus === 'Online' ? [agent.InstanceId ?? ''] : [])),
    );
  } catch {
    return new Set();
  }
};
