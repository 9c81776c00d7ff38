import { createHash, randomBytes } from 'node:crypto';
import { type Aws, failedBecause } from '../../aws/index.ts';
import { arn, choice, maybe, text } from '../../fields/index.ts';
import { TOKEN_FORMATS, type TokenFormat } from '../../host/index.ts';
import { keeps, type Use } from '../../language/index.ts';
import { registerSecret } from '../../redact/index.ts';
import { caseTags } from '../shared/tags.ts';

const made = (format: TokenFormat): string =>
  format === 'hex-24'
    ? randomBytes(24).toString('hex')
    : randomBytes(format === 'base64-32' ? 32 : 48).toString('base64');
const nameOf = ({ caseId }: Use): string => `ir/${caseId}/gateway-token`;

/**
 * A token that the host fetches with its own role: only where nobody else can use that role, because whoever can would
 * read it too. The role is let in here, and denied again once the token is in force.
 */
export const makeToken = keeps({
  title: 'Make a token in Secrets Manager for the host to fetch',
  calls: [
    'secretsmanager:DescribeSecret',
    'secretsmanager:GetSecretValue',
    'secretsmanager:CreateSecret',
    'secretsmanager:PutResourcePolicy',
  ],
  input: { format: maybe(choice('Form of the new token', TOKEN_FORMATS)), roleArn: arn('The instance’s role') },
  output: { secretId: arn('The secret'), region: text('Region'), name: text('Name') },
  async find(aws, { roleArn }, use) {
    try {
      const { ARN = '' } = await aws('secretsmanager:DescribeSecret', { SecretId: nameOf(use) });
      const { SecretString = '' } = await aws('secretsmanager:GetSecretValue', { SecretId: ARN });
      registerSecret(SecretString, 'gateway-token');
      await letIn(aws, ARN, roleArn);
      return outputOf(ARN, use);
    } catch (error) {
      if (failedBecause(error, 'not-found')) return undefined;
      throw error;
    }
  },
  async run(aws, { format = 'hex-24', roleArn }, use) {
    const value = made(format);
    registerSecret(value, 'gateway-token');
    const { ARN = '' } = await aws('secretsmanager:CreateSecret', {
      Name: nameOf(use),
      ClientRequestToken: createHash('sha256').update(`${use.caseId}\n${value}`).digest('hex'),
      SecretString: value,
      Description: 'Gateway token, made while an incident was handled',
      Tags: caseTags(use),
    });
    await letIn(aws, ARN, roleArn);
    return outputOf(ARN, use);
  },
});
const outputOf = (secretId: string, use: Use) => ({
  secretId,
  region: secretId.split(':')[3] ?? '',
  name: nameOf(use),
});
const letIn = (aws: Aws<'secretsmanager:PutResourcePolicy'>, SecretId: string, roleArn: string): Promise<unknown> =>
  aws('secretsmanager:PutResourcePolicy', {
    SecretId,
    ResourcePolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'TheInstanceFetchesIt',
          Effect: 'Allow',
          Principal: { AWS: roleArn },
          Action: 'secretsmanager:GetSecretValue',
          Resource: '*',
        },
      ],
    }),
  });
