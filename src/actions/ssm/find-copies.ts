import { count, instanceId, instant, list, maybe, record, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';
import { registerSecret } from '../../redact/index.ts';
import { allDone } from '../shared/all-done.ts';
import { everyPage } from '../shared/every-page.ts';
import { heldOrLeaked } from '../shared/held-or-leaked.ts';

/** Parameters that hold the leaked token: deployments keep one as `/<product>/<stack>/gateway-token`. */
export const findCopies = looks({
  title: 'Find copies of the token in Parameter Store',
  calls: ['ssm:DescribeParameters', 'ssm:GetParameter', 'ssm:SendCommandToLook', 'ssm:GetCommandInvocation'],
  input: { instanceId: instanceId('The instance') },
  output: {
    copies: list(
      record(
        'A parameter',
        { name: text('Name'), type: text('Type'), version: count('Version'), changedAt: maybe(instant('Changed')) },
        'name',
      ),
    ),
    unread: list(text('What could not be read')),
  },
  async run(aws, { instanceId: id }, use) {
    const leaked = await heldOrLeaked(aws, id, use);
    const found = await everyPage(
      (NextToken) =>
        aws('ssm:DescribeParameters', {
          ParameterFilters: [{ Key: 'Name', Option: 'Contains', Values: ['gateway-token'] }],
          ...(NextToken === undefined ? {} : { NextToken }),
        }),
      (page) => page.Parameters,
      (page) => page.NextToken,
    );
    const unread: string[] = [];
    const copies = await allDone(
      found.map(async ({ Name = '', Type = '', LastModifiedDate, Version = 0 }) => {
        try {
          const { Parameter } = await aws('ssm:GetParameter', { Name, WithDecryption: true });
          const value = Parameter?.Value ?? '';
          registerSecret(value, 'gateway-token');
          return leaked.has(value)
            ? [{ name: Name, type: Type, version: Version, changedAt: LastModifiedDate?.toISOString() }]
            : [];
        } catch (error) {
          unread.push(`${Name}: ${error instanceof Error ? error.message : 'it could not be read'}`);
          return [];
        }
      }),
    );
    return { copies: copies.flat(), unread };
  },
});
