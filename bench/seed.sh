#!/usr/bin/env bash
# The four commands of the seed's compromised-instance runbook, word for word, but for the group (`sg-isolated` is not
# an id) and the endpoint. AWS names the real binary: a version manager's shim would be slower, which would be unfair.
aws() { command "$AWS" --endpoint-url "$ENDPOINT" "$@"; }

# 1. Isolate instance
aws ec2 modify-instance-attribute \
  --instance-id $INSTANCE_ID \
  --groups $ISOLATED_GROUP

# 2. Create forensic snapshot
aws ec2 create-snapshot \
  --volume-id $VOLUME_ID \
  --description "Forensic snapshot"

# 3. Terminate instance
aws ec2 terminate-instances --instance-ids $INSTANCE_ID

# 4. Review CloudTrail logs
aws cloudtrail lookup-events \
  --lookup-attributes AttributeKey=ResourceName,AttributeValue=$INSTANCE_ID
