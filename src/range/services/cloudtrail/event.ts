/** An entry of the range's record in the form of a CloudTrail event. */
import type * as cloudtrail from '@aws-sdk/client-cloudtrail';
import type { Entry } from '../../record/entry.ts';

const iso = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`;

/** CloudTrail writes members in camelCase. That EC2's lists are `…Set`s there is left out (listed in docs/range.md). */
function camelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCase);
  if (!value || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key.charAt(0).toLowerCase() + key.slice(1),
    camelCase(item),
  ]);
  return Object.fromEntries(entries) as unknown;
}

function identityOf({ identity }: Entry) {
  const { account, arn, userId, accessKeyId, username } = identity;
  if (identity.kind === 'service') return { type: 'AWSService', invokedBy: arn };
  const common = { principalId: userId, arn, accountId: account, accessKeyId };
  if (identity.kind === 'user') return { type: 'IAMUser', ...common, userName: username };
  const [roleId = ''] = userId.split(':');
  return {
    type: 'AssumedRole',
    ...common,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: roleId,
        arn: identity.principalArn,
        accountId: account,
        userName: identity.role,
      },
      attributes: { creationDate: iso(identity.issuedAt ?? 0), mfaAuthenticated: 'false' },
      ...(identity.instanceArn && { ec2RoleDelivery: '2.0' }),
    },
  };
}

/** EC2's codes carry a prefix there. */
const errorCode = (entry: Entry, code: string) => (entry.service === 'EC2' ? `Client.${code}` : code);

function documentOf(entry: Entry) {
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(entry),
    eventTime: iso(entry.at),
    eventSource: `${entry.signingName}.amazonaws.com`,
    eventName: entry.operation,
    awsRegion: entry.region,
    sourceIPAddress: entry.sourceIp,
    userAgent: entry.userAgent,
    ...(entry.error && { errorCode: errorCode(entry, entry.error.code), errorMessage: entry.error.message }),
    requestParameters: camelCase(entry.input),
    responseElements: null,
    requestID: entry.requestId,
    eventID: entry.requestId,
    readOnly: entry.readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: entry.account,
    eventCategory: 'Management',
  };
}

const RESOURCE_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^i-/, 'AWS::EC2::Instance'],
  [/^sg-/, 'AWS::EC2::SecurityGroup'],
  [/^vol-/, 'AWS::EC2::Volume'],
  [/^snap-/, 'AWS::EC2::Snapshot'],
  [/^eni-/, 'AWS::EC2::NetworkInterface'],
  [/^A(KIA|SIA)/, 'AWS::IAM::AccessKey'],
];

const typeOf = (name: string) => RESOURCE_TYPES.find(([pattern]) => pattern.test(name))?.[1];

export function eventView(entry: Entry): cloudtrail.Event {
  return {
    EventId: entry.requestId,
    EventName: entry.operation,
    EventSource: `${entry.signingName}.amazonaws.com`,
    EventTime: new Date(Math.floor(entry.at / 1000) * 1000),
    ReadOnly: String(entry.readOnly),
    ...(entry.accessKeyId && { AccessKeyId: entry.accessKeyId }),
    Username: entry.identity.username,
    Resources: entry.resources.map((ResourceName) => ({ ResourceName, ResourceType: typeOf(ResourceName) })),
    CloudTrailEvent: JSON.stringify(documentOf(entry)),
  };
}
