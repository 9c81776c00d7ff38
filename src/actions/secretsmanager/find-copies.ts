import { arn, instanceId, list, maybe, record, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { registerSecret } from '../../redact/index.ts';
import { allDone } from '../shared/all-done.ts';
import { everyPage } from '../shared/every-page.ts';
import { heldOrLeaked } from '../shared/held-or-leaked.ts';

/** Names under which the product's deployments keep it. */
const NAMES = ['gateway-token', 'gateway_token', 'openclaw', 'clawdbot', 'moltbot'];

/** Secrets that hold the leaked token, told by fingerprint: one of them becomes the new one's home. */
export const findCopies = looks({
  title: 'Find copies of the token in Secrets Manager',
  calls: [
    'secretsmanager:ListSecrets',
    'secretsmanager:GetSecretValue',
    'ssm:SendCommandToLook',
    'ssm:GetCommandInvocation',
  ],
  input: { instanceId: instanceId('The instance') },
  output: {
    copies: list(record('A secret', { name: text('Name'), arn: arn('Its ARN') }, 'name')),
    /** Where the new token goes, if the leaked one is kept there now. */
    home: maybe(text('The secret that holds the leaked token')),
    unread: list(text('What could not be read')),
  },
  async run(aws, { instanceId: id }, use) {
    const leaked = await heldOrLeaked(aws, id, use);
    const found = await everyPage(
      (NextToken) =>
        aws('secretsmanager:ListSecrets', {
          Filters: [{ Key: 'name', Values: NAMES }],
          ...(NextToken === undefined ? {} : { NextToken }),
        }),
      (page) => page.SecretList,
      (page) => page.NextToken,
    );
    const unread: string[] = [];
    const copies = await allDone(
      found.map(async ({ Name = '', ARN = '' }) => {
        try {
          const { SecretString } = await aws('secretsmanager:GetSecretValue', { SecretId: ARN });
          if (SecretString === undefined) return [];
          registerSecret(SecretString, 'secret');
          return [...leaked].some((token) => SecretString.includes(token)) ? [{ name: Name, arn: ARN }] : [];
        } catch (error) {
          unread.push(`${Name}: ${error instanceof Error ? error.message : 'it could not be read'}`);
          return [];
        }
      }),
    );
    const all = copies.flat();
    return { copies: all, home: all[0]?.name, unread };
  },
});
