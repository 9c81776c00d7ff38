import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { isCall } from '../../src/aws/index.ts';
import type { Failure } from '../../src/journal/index.ts';
import { equivalentCommand, manualCommand } from '../../src/terminal/index.ts';
import { COMMANDS } from '../../src/terminal/text/manual.ts';
import { quoted } from '../../src/terminal/text/commands.ts';
import { HOSTILE } from './hostile.ts';

const denied = (call: string): Failure => ({ reason: 'denied', call, region: 'us-west-2', message: 'no' });
/** The words that a shell makes of a command. */
const words = (command: string): readonly string[] =>
  execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');

describe('by hand', () => {
  test('a failed call becomes the stock aws command, with the step’s own values', () => {
    const input = { interfaceId: 'eni-0b', groupIds: ['sg-0iso', 'sg-1'] };
    expect(manualCommand(denied('ec2:ModifyNetworkInterfaceAttribute'), { input })).toBe(
      'aws ec2 modify-network-interface-attribute --network-interface-id eni-0b --groups sg-0iso sg-1 --region us-west-2',
    );
    expect(manualCommand(denied('elasticloadbalancing:DeregisterTargets'), { input: { instanceId: 'i-0a' } })).toBe(
      "aws elbv2 deregister-targets --target-group-arn '<target-group-arn>' --targets Id=i-0a --region us-west-2",
    );
  });
  test('what is not in the table is named, and what is no call has no command', () => {
    expect(manualCommand(denied('ec2:DescribeRegions'), {})).toBe('call the API ec2:DescribeRegions in us-west-2');
    expect(manualCommand({ reason: 'cannot', message: 'no' }, {})).toBeUndefined();
  });
  test('the table names only calls that this program makes', () => {
    expect(Object.keys(COMMANDS).filter((call) => !isCall(call))).toEqual([]);
    expect(Object.keys(COMMANDS).length).toBeGreaterThan(20);
  });
  test.each(Object.keys(COMMANDS))('%s is one line that a shell reads as it stands', (call) => {
    const command = manualCommand(denied(call), { input: { instanceId: "i-0'; touch /tmp/x; '" } }) ?? '';
    expect(command).not.toContain('\n');
    expect(words(command).slice(0, 1)).toEqual(['aws']);
    expect(words(command).some((word) => word === 'touch')).toBe(false);
  });
});

test.each(["it's", '$(id)', '`id`', 'a b', '*', '~', '!x', '', '--help', 'a\\b', '"'])(
  '%j is one word for a shell',
  (value) => {
    expect(words(quoted(value))).toEqual([value]);
  },
);
test('a control character never reaches a printed command', () => {
  expect(quoted(HOSTILE)).toMatch(/^'web\\e\[2J/);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  expect(quoted(HOSTILE)).not.toMatch(/[\u0000-\u001F]/);
});
test('the wizard’s answers become the command that gives them all', () => {
  const command = equivalentCommand('npx ir', {
    command: 'run',
    playbook: 'tiny',
    inputs: { instanceId: 'i-0a', isPublic: true, ticket: 'it’s $HOME', absent: undefined },
    flags: { severity: 'high', began: new Date('2026-11-20T08:00:00Z'), yes: true, dryRun: false, approve: ['a', 'b'] },
  });
  expect(command).toBe(
    "npx ir run tiny --instance-id i-0a --is-public true --ticket 'it’s $HOME' --severity high --began 2026-11-20T08:00:00.000Z --yes --approve a --approve b",
  );
});
