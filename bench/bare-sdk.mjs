// The seed's four commands as anybody would write them with the SDK: unbundled, no checks, no journal.
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import {
  CreateSnapshotCommand,
  EC2Client,
  ModifyInstanceAttributeCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';

const { INSTANCE_ID, VOLUME_ID, ISOLATED_GROUP, ENDPOINT } = process.env;
const ec2 = new EC2Client({ endpoint: ENDPOINT });
const cloudtrail = new CloudTrailClient({ endpoint: ENDPOINT });
await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: INSTANCE_ID, Groups: [ISOLATED_GROUP] }));
console.log(await ec2.send(new CreateSnapshotCommand({ VolumeId: VOLUME_ID, Description: 'Forensic snapshot' })));
console.log(await ec2.send(new TerminateInstancesCommand({ InstanceIds: [INSTANCE_ID] })));
const by = [{ AttributeKey: 'ResourceName', AttributeValue: INSTANCE_ID }];
console.log(await cloudtrail.send(new LookupEventsCommand({ LookupAttributes: by })));
