import { describe, expect, test } from 'vitest';
import { RANGE_KEY_PREFIX, RANGE_SESSION_PREFIX } from '../../src/range/index.ts';
import { refusal, responderOf, rig, type Rig } from './rig.ts';

const deny = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', ...statement }] });

async function roleOf({ iam }: Rig, name = 'moltbot-role') {
  const { Role } = await iam.getRole({ RoleName: name });
  return { name, id: Role?.RoleId ?? '' };
}

describe('who calls', () => {
  test('an unknown key is refused by each protocol in its own words', async () => {
    await using one = await rig();
    const stranger = one.as({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' });
    expect(await refusal(stranger.ec2.describeInstances({}))).toMatchObject({ name: 'AuthFailure', status: 401 });
    expect(await refusal(stranger.sts.getCallerIdentity({}))).toMatchObject({
      name: 'InvalidClientTokenId',
      status: 403,
    });
    expect(await refusal(stranger.ssm.describeSessions({ State: 'Active' }))).toMatchObject({
      name: 'UnrecognizedClientException',
      status: 400,
    });
  });

  test('a deactivated key is as good as unknown', async () => {
    await using one = await rig();
    const { accessKeyId } = responderOf(one.range);
    await one.iam.updateAccessKey({ AccessKeyId: accessKeyId, Status: 'Inactive' });
    expect((await refusal(one.sts.getCallerIdentity({}))).name).toBe('InvalidClientTokenId');
  });

  test('a session needs its token', async () => {
    await using one = await rig();
    const { accessKeyId, secretAccessKey } = one.range.instanceCredentials(one.id);
    const { sts } = one.as({ accessKeyId, secretAccessKey, sessionToken: 'another' });
    expect((await refusal(sts.getCallerIdentity({}))).name).toBe('InvalidClientTokenId');
  });

  test("an instance's session is named after the instance", async () => {
    await using one = await rig();
    const { id } = await roleOf(one);
    const { Arn, UserId } = await one.as(one.range.instanceCredentials(one.id)).sts.getCallerIdentity({});
    expect(Arn).toBe(`arn:aws:sts::111122223333:assumed-role/moltbot-role/${one.id}`);
    expect(UserId).toBe(`${id}:${one.id}`);
  });

  test('AssumeRole gives a session with the name that was asked for', async () => {
    await using one = await rig();
    const { AssumedRoleUser, Credentials } = await one.sts.assumeRole({
      RoleArn: 'arn:aws:iam::111122223333:role/moltbot-role',
      RoleSessionName: 'case-1',
    });
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::111122223333:assumed-role/moltbot-role/case-1');
    expect(Credentials?.AccessKeyId?.startsWith(RANGE_SESSION_PREFIX)).toBe(true);
    expect(one.range.credentials.AWS_ACCESS_KEY_ID.startsWith(RANGE_KEY_PREFIX)).toBe(true);
    expect((await one.sts.getAccessKeyInfo({ AccessKeyId: Credentials?.AccessKeyId })).Account).toBe('111122223333');
  });

  test('another region is another, empty place', async () => {
    await using one = await rig();
    const { ec2 } = one.as(responderOf(one.range), 'eu-west-1');
    expect((await ec2.describeInstances({})).Reservations).toEqual([]);
  });
});

describe('what a deny stops', () => {
  test("one instance's sessions by aws:userid, while the others which share the role go on", async () => {
    await using one = await rig('shared-role');
    const role = await roleOf(one);
    const { Reservations = [] } = await one.ec2.describeInstances({});
    const other =
      Reservations.map(({ Instances }) => Instances?.[0]?.InstanceId ?? '').find((id) => id !== one.id) ?? '';
    const suspect = one.as(one.range.instanceCredentials(one.id));
    const neighbour = one.as(one.range.instanceCredentials(other));
    await suspect.ec2.describeInstances({});
    const document = deny({ Condition: { StringEquals: { 'aws:userid': `${role.id}:${one.id}` } } });
    await one.iam.putRolePolicy({ RoleName: role.name, PolicyName: 'stop', PolicyDocument: document });
    const error = await refusal(suspect.ec2.describeInstances({}));
    expect(error).toMatchObject({ name: 'UnauthorizedOperation', status: 403 });
    expect(error.message).toContain('with an explicit deny in an identity-based policy');
    await neighbour.ec2.describeInstances({});
    // Newer credentials of the same instance are denied as well.
    const fresh = one.as(one.range.instanceCredentials(one.id));
    expect((await refusal(fresh.ssm.describeParameters({}))).name).toBe('AccessDeniedException');
    await one.iam.deleteRolePolicy({ RoleName: role.name, PolicyName: 'stop' });
    await suspect.ec2.describeInstances({});
  });

  test('sessions of one instance by ec2:SourceInstanceARN', async () => {
    await using one = await rig();
    const session = one.as(one.range.instanceCredentials(one.id));
    const arn = `arn:aws:ec2:us-west-2:111122223333:instance/${one.id}`;
    const document = deny({ Condition: { ArnEquals: { 'ec2:SourceInstanceARN': arn } } });
    await one.iam.putRolePolicy({ RoleName: 'moltbot-role', PolicyName: 'stop', PolicyDocument: document });
    expect((await refusal(session.iam.getRole({ RoleName: 'moltbot-role' }))).name).toBe('AccessDenied');
  });

  test('only sessions issued before the cut-off', async () => {
    await using one = await rig();
    const old = one.as(one.range.instanceCredentials(one.id));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const document = deny({ Condition: { DateLessThan: { 'aws:TokenIssueTime': new Date().toISOString() } } });
    await one.iam.putRolePolicy({
      RoleName: 'moltbot-role',
      PolicyName: 'AWSRevokeOlderSessions',
      PolicyDocument: document,
    });
    expect((await refusal(old.ec2.describeInstances({}))).name).toBe('UnauthorizedOperation');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await one.as(one.range.instanceCredentials(one.id)).ec2.describeInstances({});
  });

  test('NotAction leaves some calls out, and GetCallerIdentity can never be denied', async () => {
    await using one = await rig();
    const session = one.as(one.range.instanceCredentials(one.id));
    const document = JSON.stringify({
      Statement: [{ Effect: 'Deny', NotAction: ['ssm:*', 'ssmmessages:*'], Resource: '*' }],
    });
    await one.iam.putRolePolicy({ RoleName: 'moltbot-role', PolicyName: 'stop', PolicyDocument: document });
    await session.ssm.describeParameters({});
    await session.sts.getCallerIdentity({});
    expect((await refusal(session.ec2.describeInstances({}))).name).toBe('UnauthorizedOperation');
  });

  test('the responder too, by a policy of the user', async () => {
    await using one = await rig();
    const document = JSON.stringify({ Statement: { Effect: 'Deny', Action: 'ec2:Create*', Resource: '*' } });
    await one.iam.putUserPolicy({ UserName: 'responder', PolicyName: 'less', PolicyDocument: document });
    const dry = one.ec2.createSnapshots({ InstanceSpecification: { InstanceId: one.id }, DryRun: true });
    expect((await refusal(dry)).name).toBe('UnauthorizedOperation');
    await one.ec2.describeInstances({});
  });

  test('a condition that the range can’t evaluate is refused, not ignored', async () => {
    await using one = await rig();
    const document = deny({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } });
    const put = one.iam.putRolePolicy({ RoleName: 'moltbot-role', PolicyName: 'stop', PolicyDocument: document });
    expect(await refusal(put)).toMatchObject({ name: 'MalformedPolicyDocumentException', status: 400 });
  });
});

describe('policies come back as AWS gives them', () => {
  test('URL-encoded', async () => {
    await using one = await rig();
    const document = deny({});
    await one.iam.putRolePolicy({ RoleName: 'moltbot-role', PolicyName: 'stop', PolicyDocument: document });
    const { PolicyDocument } = await one.iam.getRolePolicy({ RoleName: 'moltbot-role', PolicyName: 'stop' });
    expect(PolicyDocument).toBe(encodeURIComponent(document));
    expect((await one.iam.listRolePolicies({ RoleName: 'moltbot-role' })).PolicyNames).toEqual(['bedrock', 'stop']);
  });

  test('and a text that is no policy is refused', async () => {
    await using one = await rig();
    const put = one.iam.putRolePolicy({ RoleName: 'moltbot-role', PolicyName: 'x', PolicyDocument: '{' });
    expect((await refusal(put)).name).toBe('MalformedPolicyDocumentException');
  });
});
