import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateSecurityGroupCommand, DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';

interface Said {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly targets: readonly { readonly instanceId: string }[];
}
/** A range with one untouched target, in a process of its own. */
export interface Range {
  readonly endpoint: string;
  readonly region: string;
  readonly instanceId: string;
  /** What the seed's commands want to know, and the credentials that every variant uses. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the range anew, because every variant leaves a target contained or terminated, and warms it: with reads, and with
 * a dry run, so that the stub answers every variant's calls as fast as it can.
 */
export const startRange = async (ir: readonly string[], env: Readonly<Record<string, string>>): Promise<Range> => {
  const [file, ...args] = [...ir, 'range', '--scenario', 'lean', '--json'];
  const child = spawn(file ?? '', args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(() => {
      throw new Error('the range ended before it said where it is');
    }),
  ])) as [string];
  const { endpoint, region, credentials, targets } = JSON.parse(line) as Said;
  const instanceId = targets[0]?.instanceId ?? '';
  const ec2 = new EC2Client({
    endpoint,
    region,
    credentials: {
      accessKeyId: credentials['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: credentials['AWS_SECRET_ACCESS_KEY'] ?? '',
      ...(credentials['AWS_SESSION_TOKEN'] === undefined ? {} : { sessionToken: credentials['AWS_SESSION_TOKEN'] }),
    },
  });
  // Without the instance's id: CloudTrail's record of it, which every variant reads, is not to fill with these.
  const read = async () => (await ec2.send(new DescribeInstancesCommand({}))).Reservations ?? [];
  for (let n = 0; n < 20; n += 1) await read();
  const instance = (await read())
    .flatMap(({ Instances = [] }) => Instances)
    .find(({ InstanceId }) => InstanceId === instanceId);
  // The seed takes it for granted that the group is there; so it is made before the clock runs.
  const group = { GroupName: 'isolated', Description: 'isolated', VpcId: instance?.VpcId };
  const { GroupId = '' } = await ec2.send(new CreateSecurityGroupCommand(group));
  ec2.destroy();
  const dryRun = [
    'run',
    'compromised-instance',
    '--instance-id',
    instanceId,
    '--region',
    region,
    '--endpoint-url',
    endpoint,
  ];
  await once(
    spawn(file ?? '', [...args.slice(0, -4), ...dryRun, '--dry-run', '--no-input'], {
      env: { ...env, ...credentials },
      stdio: 'ignore',
    }),
    'exit',
  );
  // CloudTrail's two look-ups a second are everybody's again.
  await sleep(1_100);
  return {
    endpoint,
    region,
    instanceId,
    env: {
      ...credentials,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      INSTANCE_ID: instanceId,
      VOLUME_ID: instance?.BlockDeviceMappings?.[0]?.Ebs?.VolumeId ?? '',
      ISOLATED_GROUP: GroupId,
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    },
  };
};
