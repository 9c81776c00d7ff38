import { flag, instanceId, list, record, text } from '../../fields/index.ts';
import type { Checked } from '../../host/index.ts';
import { looks } from '../../language/index.ts';
import { scrubText } from '../../redact/index.ts';
import { lookOnHost } from '../shared/on-host.ts';

/** The product's own `doctor --lint` and `security audit --deep`, where it has them: its own word, kept as a file. */
export const checkHealth = looks({
  title: 'Run the product’s own checks',
  calls: ['ssm:SendCommandToLook', 'ssm:GetCommandInvocation'],
  input: { instanceId: instanceId('The instance') },
  output: {
    checks: list(
      record('A check', { name: text('Check'), ok: flag('Did it answer?'), file: text('File of the case') }),
    ),
    summary: text('In one line'),
  },
  async run(aws, { instanceId: id }, use) {
    const { said } = await lookOnHost<Checked, 'check'>(aws, id, { mode: 'check' }, use);
    const checks = [];
    for (const { name, said: answer, ok } of said.checks) {
      const { file } = await use.keep(`${name.replace(/[^\w-]+/g, '-')}.json`, Buffer.from(scrubText(answer)));
      checks.push({ name, ok, file });
    }
    return {
      checks,
      summary:
        checks.length === 0
          ? 'this version has no checks of its own'
          : checks.map(({ name, ok }) => `${name}: ${ok ? 'kept' : 'no answer'}`).join('; '),
    };
  },
});
