import { expect, test } from 'vitest';
import { renderMarkdown, type Row, timelineOf } from '../../src/timeline/index.ts';
import { activity, at, caseOf, keptFile, type Lines, made, opened, TARGET, WRITTEN } from './journal.ts';
import { lateRow, reviewRows, whole, wholeFiles } from './whole.ts';

const state = caseOf(whole());
const timeline = timelineOf(state, wholeFiles(state), WRITTEN);
const events = (rows: readonly Row[]): readonly Row[] => rows.filter(({ sources }) => sources[0]?.is === 'cloudtrail');
const whoOf = (eventId: string): string | undefined =>
  timeline.rows.find(({ sources }) => sources.some((one) => one.is === 'cloudtrail' && one.eventId === eventId))?.who;

test('an event that an earlier review had not shown is marked late, and stands where it belongs', () => {
  const late = timeline.rows.filter(({ arrivedLate }) => arrivedLate !== undefined);
  expect(late.map(({ at: when, arrivedLate }) => [when, arrivedLate])).toEqual([[lateRow.at, at('08:27:05')]]);
  const times = events(timeline.rows).map((row) => row.at);
  expect(times).toEqual(times.toSorted());
  const around = timeline.rows.findIndex(({ arrivedLate }) => arrivedLate !== undefined);
  expect(timeline.rows[around - 1]?.at).toBe(at('08:12:50'));
  expect(timeline.rows[around + 1]?.at).toBe(at('08:13:20'));
});

test('an event that both reviews show is told once, and is not late', () => {
  const ids = events(timeline.rows).map(({ sources }) => JSON.stringify(sources[0]));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBe(reviewRows.length + 1);
});

test('a review that asked about something else makes no event late', () => {
  const other = whole().map(([clock, fact]) =>
    fact.is === 'began' && fact.key === 'review-what-it-did'
      ? ([clock, { ...fact, input: { instanceId: 'i-0fffffffffffffff0' } }] as const)
      : ([clock, fact] as const),
  );
  const asked = caseOf(other);
  expect(timelineOf(asked, wholeFiles(asked), WRITTEN).rows.filter((row) => row.arrivedLate !== undefined)).toEqual([]);
});

test('the suspect is known by its session and by its keys, the responder by its own identity, and nobody by a user agent', () => {
  expect(whoOf('11111111-0000-4000-8000-000000000001')).toBe('suspect');
  expect(whoOf('11111111-0000-4000-8000-000000000005')).toBe('ir');
  expect(whoOf('11111111-0000-4000-8000-000000000007')).toBe('colleague');
  expect(whoOf('11111111-0000-4000-8000-000000000008')).toBe('unknown');
  expect(renderMarkdown(timeline)).toContain('its user agent says ir, but it is no request of this case');
});

const seenAs = (more: Parameters<typeof activity>[2]): Row | undefined => {
  const rows = [...reviewRows, activity('x', '08:15:00', more)];
  const files = [keptFile(state, 'evidence/cloudtrail.jsonl', rows)];
  return timelineOf(state, files, WRITTEN).rows.find(({ sources }) =>
    sources.some((one) => one.is === 'cloudtrail' && one.eventId === 'x'),
  );
};
const OWN = 'arn:aws:sts::111122223333:assumed-role/ir-contain-network/CF-4M9T';
test.each([
  ['the suspect’s key under another name', { user: 'eve', accessKeyId: 'ASIASUSPECT000000001' }, 'suspect'],
  ['the suspect’s session, which says ir in its user agent', { user: TARGET, agent: 'app/ir/1' }, 'suspect'],
  ['the suspect’s session by its ARN', { user: 'x', arn: `arn:aws:sts::1:assumed-role/web/${TARGET}` }, 'suspect'],
  ['the responder’s role from another tool', { user: 'CF-4M9T', arn: OWN, accessKeyId: 'ASIAX' }, 'responder'],
  [
    'another role, whose session is called like ours',
    { user: 'CF-4M9T', arn: OWN.replace('ir-', 'x-'), accessKeyId: 'ASIAX' },
    'unknown',
  ],
  [
    'another role, whose session is called like a colleague',
    { user: 'bob', arn: OWN.replace('CF-4M9T', 'bob'), accessKeyId: 'ASIAX' },
    'unknown',
  ],
  ['our own request, whoever it says it is', { user: 'eve', accessKeyId: 'ASIAX', requestId: 'req-deny' }, 'ir'],
] as const)('%s', (_, more, who) => {
  expect(seenAs(more)?.who).toBe(who);
});

test('a write of ours that no record shows is listed, one that a record shows is not, and its line names the record', () => {
  expect(timeline.unconfirmed.map(({ call, requestId }) => [call, requestId])).toEqual([
    ['ec2:CreateSnapshots', 'req-snap'],
    ['ec2:ModifyNetworkInterfaceAttribute', 'req-move-b'],
    ['iam:PutRolePolicy', 'req-deny'],
  ]);
  const line = timeline.rows.find(({ what }) => what.includes('(eni-0aaaaaaaaaaaaaaa1): done'));
  expect(line?.sources).toContainEqual({ is: 'cloudtrail', eventId: '11111111-0000-4000-8000-000000000005' });
  expect(renderMarkdown(timeline)).toContain('No record does not mean not done.');
});

test('without request ids in the review, our writes are found by caller, call and time', () => {
  const rows = reviewRows.map(({ requestId: _requestId, ...row }) => row);
  const found = timelineOf(state, [keptFile(state, 'evidence/cloudtrail.jsonl', rows)], WRITTEN);
  expect(found.unconfirmed.map(({ requestId }) => requestId)).toEqual(['req-snap', 'req-move-b', 'req-deny']);
});

test('without any review it says that there is none, and blames no write', () => {
  const none = timelineOf(state, [], WRITTEN);
  expect(none.unconfirmed).toEqual([]);
  expect(none.unknowns).toContainEqual({
    is: 'the record',
    what: 'CloudTrail',
    because: 'no review of it is part of this case',
  });
});

test('our own reads are counted, not told', () => {
  const read = activity('read', '08:12:05', { user: 'CF-4M9T', arn: OWN, accessKeyId: 'A', agent: 'app/ir/1' });
  const files = [keptFile(state, 'evidence/cloudtrail.jsonl', [...reviewRows, read])];
  const document = renderMarkdown(timelineOf(state, files, WRITTEN));
  expect(document).toContain('2 CloudTrail records of ir’s own calls are not repeated here');
  expect(document).not.toContain('CloudTrail read');
});

test('the same call a thousand times is one line that says so', () => {
  const rows = Array.from({ length: 1_000 }, (_, index) => activity(`e-${String(index).padStart(4, '0')}`, '08:03:00'));
  const files = [keptFile(state, 'evidence/cloudtrail.jsonl', rows)];
  const many = timelineOf(state, files, WRITTEN);
  expect(events(many.rows).length).toBe(1_000);
  const lines = renderMarkdown(many).split('\n');
  expect(lines.filter((line) => line.includes('ec2:DescribeInstances'))).toHaveLength(1);
  expect(lines.find((line) => line.includes('ec2:DescribeInstances'))).toContain('1000 times, until 08:03:00');
});

const journaled: Lines = [
  ['08:12:04.000', opened()],
  ['08:20:00.000', { is: 'began', key: 'review-what-it-did', step: 'review-what-it-did', attempt: 1, input: {} }],
  ['08:20:01.000', { is: 'kept', key: 'review-what-it-did', file: 'evidence/cloudtrail.jsonl', sha256: 'a', bytes: 1 }],
  [
    '08:20:02.000',
    {
      is: 'ended',
      key: 'review-what-it-did',
      attempt: 1,
      output: { rows: reviewRows.slice(0, 2), gaps: ['Username i-0 in eu-west-1: time was up'], truncated: true },
      calls: [made('cloudtrail:LookupEvents', 'r')],
    },
  ],
];
test('where the kept file can’t be used, the events in the journal itself are told, and both are said', () => {
  const short = caseOf(journaled);
  const changed = { is: 'changed', sha256: 'b', bytes: 2 } as const;
  const told = timelineOf(short, [{ ...keptFile(short, 'evidence/cloudtrail.jsonl'), custody: changed }], WRITTEN);
  expect(events(told.rows).map(({ sources }) => sources[1])).toEqual([
    { is: 'journal', line: 4 },
    { is: 'journal', line: 4 },
  ]);
  const said = told.unknowns.map(({ because }) => because).join('\n');
  expect(said).toContain('it is not the file that was kept: its sha256 is now b; nothing in it is used here');
  expect(said).toContain('Username i-0 in eu-west-1: time was up');
});
