import type { Opened } from '../../src/journal/index.ts';
import { holds } from '../../src/language/index.ts';
import type { CaseState } from '../../src/engine/index.ts';
import type { Activity, KeptFile } from '../../src/timeline/index.ts';
import { activity, at, jsonLines, keptFile, type Lines, made, opened, sha256, TARGET } from './journal.ts';

const MOVE = 'move-the-interface-into-the-isolation-group';
const moved = (eni: string, began: string, ended: string, requestId: string): Lines => [
  [
    began,
    {
      is: 'began',
      key: `interfaces[${eni}]/${MOVE}`,
      step: MOVE,
      attempt: 1,
      input: { interfaceId: eni },
      before: { groups: ['sg-0000000000000web', 'sg-00000000000000db'] },
    },
  ],
  [
    ended,
    {
      is: 'ended',
      key: `interfaces[${eni}]/${MOVE}`,
      attempt: 1,
      output: {},
      after: { groups: ['sg-0000000000000150'] },
      verdict: holds(`${eni} is in sg-0000000000000150 alone, which has no rule`),
      calls: [made('ec2:ModifyNetworkInterfaceAttribute', requestId)],
    },
  ],
];
export const reviewRows: readonly Activity[] = [
  activity('11111111-0000-4000-8000-000000000001', '08:02:11', {
    name: 'GetCallerIdentity',
    source: 'sts.amazonaws.com',
  }),
  activity('11111111-0000-4000-8000-000000000002', '08:03:00'),
  activity('11111111-0000-4000-8000-000000000003', '08:03:01'),
  activity('11111111-0000-4000-8000-000000000004', '08:03:02'),
  activity('11111111-0000-4000-8000-000000000005', '08:12:41', {
    name: 'ModifyNetworkInterfaceAttribute',
    user: 'CF-4M9T',
    accessKeyId: 'ASIARESPONDER0000001',
    agent: 'aws-sdk-js/3.1 app/ir/1',
    arn: 'arn:aws:sts::111122223333:assumed-role/ir-contain-network/CF-4M9T',
    requestId: 'req-move-a',
    resources: ['eni-0aaaaaaaaaaaaaaa1'],
  }),
  activity('11111111-0000-4000-8000-000000000006', '08:12:50', {
    name: 'RunInstances',
    error: 'Client.UnauthorizedOperation',
    resources: ['ami-0123456789abcdef0'],
  }),
  activity('11111111-0000-4000-8000-000000000007', '08:13:30', {
    name: 'DescribeVolumes',
    user: 'bob',
    arn: 'arn:aws:iam::111122223333:user/bob',
    region: 'eu-west-1',
    accessKeyId: 'AKIABOB0000000000001',
    ip: '192.0.2.10',
    agent: 'console.amazonaws.com',
  }),
  activity('11111111-0000-4000-8000-000000000008', '08:14:00', {
    name: 'AssumeRole',
    source: 'sts.amazonaws.com',
    user: 'eve',
    arn: 'arn:aws:iam::111122223333:user/eve',
    accessKeyId: 'AKIAEVE0000000000001',
    ip: '203.0.113.66',
    agent: 'app/ir/1',
  }),
];
export const lateRow = activity('11111111-0000-4000-8000-000000000009', '08:12:55', {
  name: 'CreateUser',
  source: 'iam.amazonaws.com',
  error: 'AccessDenied',
});
const FIRST = jsonLines(reviewRows);
const SECOND = jsonLines([...reviewRows, lateRow]);

/** A whole case: contained in time, one thing of each kind, one step failed, one thing open. */
export const whole = (more: Partial<Opened> = {}): Lines => [
  ['08:12:04.100', opened(more)],
  [
    '08:12:04.400',
    {
      is: 'identified',
      identity: {
        account: '111122223333',
        arn: 'arn:aws:sts::111122223333:assumed-role/ir-contain-network/CF-4M9T',
        userId: 'AROAEXAMPLE0000000001:CF-4M9T',
      },
      suspect: false,
    },
  ],
  ['08:12:04.900', { is: 'claimed', target: TARGET, where: 'ssm:/ir/claims in us-west-2' }],
  ['08:12:05.000', { is: 'began', key: 'read-the-instance', step: 'read-the-instance', attempt: 1, input: {} }],
  [
    '08:12:06.000',
    {
      is: 'ended',
      key: 'read-the-instance',
      attempt: 1,
      output: { interfaceIds: ['eni-0aaaaaaaaaaaaaaa1', 'eni-0aaaaaaaaaaaaaaa2'], roleName: 'web-role' },
      calls: [made('ec2:DescribeInstances', 'req-read')],
    },
  ],
  ['08:12:06.100', { is: 'began', key: 'request-snapshots', step: 'request-snapshots', attempt: 1, input: {} }],
  [
    '08:12:06.110',
    { is: 'began', key: 'keep-the-console-output', step: 'keep-the-console-output', attempt: 1, input: {} },
  ],
  ['08:12:07.000', { is: 'said', key: 'request-snapshots', what: 'asking for 2 snapshots' }],
  [
    '08:12:08.000',
    {
      is: 'ended',
      key: 'request-snapshots',
      attempt: 1,
      output: { snapshotIds: ['snap-0bbbbbbbbbbbbbbb1', 'snap-0bbbbbbbbbbbbbbb2'] },
      calls: [made('ec2:CreateSnapshots', 'req-snap')],
    },
  ],
  [
    '08:12:09.000',
    {
      is: 'failed',
      key: 'keep-the-console-output',
      attempt: 1,
      failure: {
        reason: 'denied',
        call: 'ec2:GetConsoleOutput',
        region: 'us-west-2',
        code: 'UnauthorizedOperation',
        requestId: 'req-console',
        message: 'You are not authorized to perform this operation.',
      },
      calls: [made('ec2:GetConsoleOutput', 'req-console', { failed: 'UnauthorizedOperation' })],
    },
  ],
  [
    '08:12:10.000',
    {
      is: 'fanned',
      key: 'interfaces',
      members: ['eni-0aaaaaaaaaaaaaaa1', 'eni-0aaaaaaaaaaaaaaa2'],
      names: ['eni-0aaaaaaaaaaaaaaa1', 'eni-0aaaaaaaaaaaaaaa2'],
    },
  ],
  ...moved('eni-0aaaaaaaaaaaaaaa1', '08:12:40.200', '08:12:42.000', 'req-move-a'),
  ...moved('eni-0aaaaaaaaaaaaaaa2', '08:12:42.100', '08:12:48.000', 'req-move-b'),
  [
    '08:12:50.000',
    {
      is: 'asked',
      gate: 'role-wide',
      nonce: 'n1',
      shows: { 'read-the-instance.roleName': 'web-role' },
      hits: 3,
      until: at('08:22:50'),
    },
  ],
  [
    '08:13:20.000',
    { is: 'answered', gate: 'role-wide', nonce: 'n1', answer: 'approved', by: 'bob', how: 'from another shell' },
  ],
  [
    '08:13:21.000',
    {
      is: 'began',
      key: 'deny-the-sessions-of-the-role',
      step: 'deny-the-sessions-of-the-role',
      attempt: 1,
      input: { roleName: 'web-role' },
      before: { policy: false },
    },
  ],
  [
    '08:13:25.000',
    {
      is: 'ended',
      key: 'deny-the-sessions-of-the-role',
      attempt: 1,
      output: {},
      after: { policy: true },
      verdict: holds('sessions issued before 08:13:22 are denied'),
      calls: [made('iam:PutRolePolicy', 'req-deny')],
    },
  ],
  ['08:13:26.000', { is: 'awaited', key: 'ask-owner', until: at('09:13:26'), shows: {} }],
  ['08:20:00.000', { is: 'attested', key: 'ask-owner', proof: { answer: 'only the nightly report' }, by: 'alice' }],
  [
    '08:20:01.000',
    { is: 'began', key: 'review-what-it-did', step: 'review-what-it-did', attempt: 1, input: { instanceId: TARGET } },
  ],
  [
    '08:20:05.000',
    {
      is: 'kept',
      key: 'review-what-it-did',
      file: 'evidence/cloudtrail.jsonl',
      sha256: sha256(FIRST),
      bytes: Buffer.byteLength(FIRST),
    },
  ],
  [
    '08:20:05.100',
    {
      is: 'ended',
      key: 'review-what-it-did',
      attempt: 1,
      output: {},
      calls: [made('cloudtrail:LookupEvents', 'req-look')],
    },
  ],
  [
    '08:27:00.000',
    {
      is: 'began',
      key: 'review-what-it-did-later',
      step: 'review-what-it-did-later',
      attempt: 1,
      input: { instanceId: TARGET },
    },
  ],
  [
    '08:27:05.000',
    {
      is: 'kept',
      key: 'review-what-it-did-later',
      file: 'evidence/cloudtrail-2.jsonl',
      sha256: sha256(SECOND),
      bytes: Buffer.byteLength(SECOND),
    },
  ],
  [
    '08:27:05.100',
    {
      is: 'ended',
      key: 'review-what-it-did-later',
      attempt: 1,
      output: {},
      calls: [made('cloudtrail:LookupEvents', 'req-look-2')],
    },
  ],
  ['08:27:06.000', { is: 'asked', gate: 'terminate', nonce: 'n2', shows: {}, until: at('16:27:06') }],
  [
    '08:27:06.100',
    {
      is: 'skipped',
      key: 'terminate-the-instance',
      attempt: 1,
      counts: 'open',
      because: 'waits for the approval “terminate”',
    },
  ],
  ['08:30:00.000', { is: 'noted', text: 'the owner is on holiday', by: 'carol' }],
  ['08:30:01.000', { is: 'paused', exit: 5, verdict: 'contained' }],
];
export const wholeFiles = (state: CaseState): readonly KeptFile[] => [
  keptFile(state, 'evidence/cloudtrail.jsonl', reviewRows),
  keptFile(state, 'evidence/cloudtrail-2.jsonl', [...reviewRows, lateRow]),
];
/** The same files as bytes, for a folder. */
export const wholeBytes: Readonly<Record<string, string>> = {
  'evidence/cloudtrail.jsonl': FIRST,
  'evidence/cloudtrail-2.jsonl': SECOND,
};
