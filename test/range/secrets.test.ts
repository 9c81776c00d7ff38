import { describe, expect, test } from 'vitest';
import { refusal, rig, type Rig } from './rig.ts';

const NAME = 'prod/gateway-token';
const token = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const create = ({ secrets }: Rig) =>
  secrets.createSecret({
    Name: NAME,
    SecretString: 'one',
    ClientRequestToken: token(1),
    Tags: [{ Key: 'case', Value: 'c1' }],
  });
const valueOf = async ({ secrets }: Pick<Rig, 'secrets'>, more: object = {}) =>
  (await secrets.getSecretValue({ SecretId: NAME, ...more })).SecretString;
const stagesOf = async ({ secrets }: Rig) => (await secrets.describeSecret({ SecretId: NAME })).VersionIdsToStages;

describe('versions of a secret', () => {
  test('a new value becomes current, the one before previous, and the one before that is nobody’s', async () => {
    await using one = await rig('lean');
    const { ARN = '' } = await create(one);
    expect(ARN).toMatch(/^arn:aws:secretsmanager:us-west-2:111122223333:secret:prod\/gateway-token-\w{6}$/);
    await one.secrets.putSecretValue({ SecretId: ARN, SecretString: 'two', ClientRequestToken: token(2) });
    expect(await stagesOf(one)).toEqual({ [token(1)]: ['AWSPREVIOUS'], [token(2)]: ['AWSCURRENT'] });
    await one.secrets.putSecretValue({
      SecretId: ARN.slice(0, -7),
      SecretString: 'three',
      ClientRequestToken: token(3),
    });
    expect(await stagesOf(one)).toEqual({ [token(2)]: ['AWSPREVIOUS'], [token(3)]: ['AWSCURRENT'] });
    expect(await valueOf(one)).toBe('three');
    expect(await valueOf(one, { VersionStage: 'AWSPREVIOUS' })).toBe('two');
    expect(await valueOf(one, { VersionId: token(1) })).toBe('one');
    const { Versions = [] } = await one.secrets.listSecretVersionIds({ SecretId: NAME });
    expect(Versions.map(({ VersionId }) => VersionId)).toEqual([token(2), token(3)]);
    const all = await one.secrets.listSecretVersionIds({ SecretId: NAME, IncludeDeprecated: true });
    expect(all.Versions).toHaveLength(3);
  });

  test('a token that is used again is the same request, or a mistake', async () => {
    await using one = await rig('lean');
    await create(one);
    const put = (SecretString: string) =>
      one.secrets.putSecretValue({
        SecretId: NAME,
        SecretString,
        ClientRequestToken: token(2),
        VersionStages: ['AWSPENDING'],
      });
    await put('two');
    expect((await put('two')).VersionStages).toEqual(['AWSPENDING']);
    expect(await refusal(put('other'))).toMatchObject({
      name: 'ResourceExistsException',
      status: 400,
      message: expect.stringContaining(`You can't use ClientRequestToken ${token(2)}`) as unknown,
    });
    expect(await valueOf(one)).toBe('one');
    const again = await refusal(
      one.secrets.createSecret({ Name: NAME, SecretString: 'x', ClientRequestToken: token(9) }),
    );
    expect(again).toMatchObject({
      name: 'ResourceExistsException',
      message: expect.stringContaining('already exists') as unknown,
    });
    expect((await create(one)).VersionId).toBe(token(1));
  });

  test('a label moves from a version that is named, and the current one leaves a previous one behind', async () => {
    await using one = await rig('lean');
    await create(one);
    await one.secrets.putSecretValue({
      SecretId: NAME,
      SecretString: 'two',
      ClientRequestToken: token(2),
      VersionStages: ['AWSPENDING'],
    });
    const move = { SecretId: NAME, VersionStage: 'AWSCURRENT', MoveToVersionId: token(2) };
    expect((await refusal(one.secrets.updateSecretVersionStage(move))).message).toContain(
      "RemoveFromVersionId can't be empty",
    );
    await one.secrets.updateSecretVersionStage({ ...move, RemoveFromVersionId: token(1) });
    expect(await stagesOf(one)).toEqual({ [token(1)]: ['AWSPREVIOUS'], [token(2)]: ['AWSPENDING', 'AWSCURRENT'] });
    const drop = { SecretId: NAME, VersionStage: 'AWSPREVIOUS' };
    await one.secrets.updateSecretVersionStage({ ...drop, RemoveFromVersionId: token(1) });
    expect(await stagesOf(one)).toEqual({ [token(2)]: ['AWSPENDING', 'AWSCURRENT'] });
    const missing = await refusal(one.secrets.getSecretValue(drop));
    expect(missing).toMatchObject({
      name: 'ResourceNotFoundException',
      message: expect.stringContaining('AWSPREVIOUS') as unknown,
    });
    expect(
      (
        await refusal(
          one.secrets.updateSecretVersionStage({ ...drop, VersionStage: 'AWSCURRENT', RemoveFromVersionId: token(2) }),
        )
      ).name,
    ).toBe('InvalidParameterException');
  });
});

describe('who may read it', () => {
  test('a policy of the secret denies a role, and names who it was', async () => {
    await using one = await rig('leaked-token');
    await create(one);
    const host = one.as(one.range.instanceCredentials(one.id));
    expect(await valueOf(host)).toBe('one');
    const Principal = { AWS: 'arn:aws:iam::111122223333:role/moltbot-role' };
    const Statement = [{ Effect: 'Deny', Principal, Action: 'secretsmanager:GetSecretValue', Resource: '*' }];
    await one.secrets.putResourcePolicy({
      SecretId: NAME,
      ResourcePolicy: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
    const refused = await refusal(host.secrets.getSecretValue({ SecretId: NAME }));
    expect(refused).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('with an explicit deny in a resource-based policy') as unknown,
    });
    expect(await valueOf(one)).toBe('one');
    expect((await one.secrets.getResourcePolicy({ SecretId: NAME })).ResourcePolicy).toContain('moltbot-role');
    await one.secrets.deleteResourcePolicy({ SecretId: NAME });
    expect(await valueOf(host)).toBe('one');
    expect((await refusal(one.secrets.putResourcePolicy({ SecretId: NAME, ResourcePolicy: 'no' }))).name).toBe(
      'MalformedPolicyDocumentException',
    );
  });

  test('everybody but one is denied with a condition', async () => {
    await using one = await rig('leaked-token');
    await create(one);
    const responder = 'arn:aws:iam::111122223333:user/responder';
    const Statement = [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'secretsmanager:*',
        Resource: '*',
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': responder } },
      },
    ];
    await one.secrets.putResourcePolicy({ SecretId: NAME, ResourcePolicy: JSON.stringify({ Statement }) });
    expect(await valueOf(one)).toBe('one');
    const host = one.as(one.range.instanceCredentials(one.id));
    expect((await refusal(host.secrets.describeSecret({ SecretId: NAME }))).name).toBe('AccessDeniedException');
  });
});

describe('lists', () => {
  test('by name and by tag', async () => {
    await using one = await rig('lean');
    await create(one);
    await one.secrets.createSecret({ Name: 'other', SecretBinary: Buffer.from('x') });
    const names = async (Key: 'name' | 'tag-key', Values: string[]) =>
      (await one.secrets.listSecrets({ Filters: [{ Key, Values }] })).SecretList?.map(({ Name }) => Name);
    expect(await names('name', ['prod/'])).toEqual([NAME]);
    expect(await names('name', ['!prod/'])).toEqual(['other']);
    expect(await names('tag-key', ['case'])).toEqual([NAME]);
    await one.secrets.tagResource({ SecretId: 'other', Tags: [{ Key: 'case', Value: 'c2' }] });
    expect(await names('tag-key', ['case'])).toEqual([NAME, 'other']);
    await one.secrets.deleteSecret({ SecretId: 'other' });
    expect((await one.secrets.listSecrets({})).SecretList).toHaveLength(1);
    expect((await refusal(one.secrets.getSecretValue({ SecretId: 'other' }))).name).toBe('InvalidRequestException');
    await one.secrets.restoreSecret({ SecretId: 'other' });
    expect((await one.secrets.getSecretValue({ SecretId: 'other' })).SecretBinary).toEqual(
      new Uint8Array(Buffer.from('x')),
    );
    expect((await refusal(one.secrets.describeSecret({ SecretId: 'nothing' }))).message).toBe(
      "Secrets Manager can't find the specified secret.",
    );
  });
});
