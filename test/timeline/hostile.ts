import type { Entry } from '../../src/journal/index.ts';
import { stateOf } from '../../src/engine/index.ts';
import { renderMarkdown, timelineOf } from '../../src/timeline/index.ts';
import { journalOf, keptFile, WRITTEN } from './journal.ts';
import { lateRow, reviewRows, whole } from './whole.ts';

const TICKS = '`'.repeat(3);
/** What somebody may write into a tag, a user agent, a role’s or session’s name, a note, a file name, an error text. */
export const PAYLOADS: readonly string[] = [
  '[click](https://evil.example/x)',
  '[click]( https://evil.example "t")',
  '![img](https://evil.example/p.png)',
  '[ref][a]\n\n[a]: https://evil.example',
  '[a]: https://evil.example',
  '<https://evil.example>',
  '<a href="https://evil.example">x</a>',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</td></tr></table><h1>owned</h1>',
  '<!-- hidden -->',
  '<![CDATA[x]]>',
  '<?php x ?>',
  '<details open><summary>x</summary>',
  'https://evil.example/login',
  'http://evil.example',
  'www.evil.example',
  'evil.example/path?x=1&y=2',
  'ftp://evil.example',
  'mailto:eve@evil.example',
  'eve@evil.example',
  '@everyone please read',
  '<!channel> <@U123> <#C1>',
  'javascript:alert(1)',
  'a | b | c',
  '\\| escaped \\\\| twice',
  'x |\n| --- |\n| y |',
  'first\nsecond',
  'first\r\n\r\n# Heading',
  'first\u2028second\u2029third',
  'x\u0085y\u000by\u000cz',
  '# Heading',
  '## What happened',
  '- item',
  '* item',
  '+ item',
  '1. item',
  '1) item',
  '> quote',
  '---',
  '===',
  '***',
  `${TICKS}\ncode\n${TICKS}`,
  '`code`',
  '``a`b``',
  '`',
  '``` unclosed',
  '@`',
  '`@',
  'a`@`b`',
  '**bold** __bold__ *i* _i_ ~~s~~',
  '**',
  '    indented',
  '\ttab',
  'trailing backslash\\',
  'two spaces  \nbreak',
  '&lt;b&gt; &#60;b&#62; &amp;',
  '&nbsp;&Tab;&NewLine;',
  ':smile: a:100:b',
  '$x$ $$y$$ \\(z\\)',
  '[^1]: note',
  '- [x] done',
  '\u202eevil\u202c',
  'zero\u200bwidth\u2060\ufeff',
  '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
  '\u0000\u0001\u007f\u009b31m',
  'e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  '\ud800 lone',
  '{{7*7}} ${jndi:ldap://evil.example}',
  '=HYPERLINK("https://evil.example")',
  '~~~\ncode\n~~~',
  'GH-12 #12 owner/repo#12',
  '](https://evil.example) [x',
  '<b',
  '!'.repeat(40),
  'x'.repeat(5_000),
  '|'.repeat(5_000),
  '😀'.repeat(900),
];

/** Fields of an entry that say what it is about, not what somebody else said. */
const OURS = new Set(
  (
    'is key step gate nonce at until deadline file sha256 plan planHash mode phase reason answer outcome counts call ' +
    'began alerted severity eventId'
  ).split(' '),
);
const WORDS = new Set(['aws-read', 'outside-probe', 'host-said', 'person-said']);
/** Every text in a value that may come from outside, replaced. */
const poison = (value: unknown, name: string, text: string): unknown => {
  if (typeof value === 'string') return OURS.has(name) || WORDS.has(value) ? value : text;
  if (Array.isArray(value)) return value.map((member) => poison(member, name, text));
  if (value === null || typeof value !== 'object' || OURS.has(name)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, poison(member, key, text)]));
};

/** A journal with one of every entry, in which everything that can come from outside is this text. */
const poisoned = (text: string): readonly Entry[] => {
  const more: Parameters<typeof journalOf>[0] = [
    ...whole({ endpoint: 'x', scenario: 'x' }),
    ['08:30:02.000', { is: 'resumed', operator: 'x', host: 'x', pid: 1, because: 'x' }],
    ['08:30:03.000', { is: 'held', target: 'x', case: 'x', by: 'x', since: 'x' }],
    ['08:30:04.000', { is: 'unclaimed', target: 'x', because: 'x' }],
    [
      '08:30:05.000',
      {
        is: 'verified',
        key: 'deny-the-sessions-of-the-role',
        verdict: { is: 'does not hold', because: 'x', by: 'aws-read' },
        now: {},
        changedBy: 'x',
      },
    ],
    ['08:30:06.000', { is: 'kept', key: 'keep-the-console-output', file: `evidence/${text}`, sha256: 'x', bytes: 1 }],
    ['08:30:07.000', { is: 'late', phase: 'assess', deadline: '2026-11-20T08:42:00.000Z' }],
    ['08:30:08.000', { is: 'aborted', by: 'x', because: 'x' }],
    ['08:30:09.000', { is: 'interrupted', by: 'x' }],
    ['08:30:10.000', { is: 'set', severity: 'high', by: 'x' }],
    ['08:30:11.000', { is: 'releasing', by: 'x', falsePositive: true, keys: ['x'] }],
    [
      '08:30:12.000',
      {
        is: 'released',
        key: 'interfaces[eni-0aaaaaaaaaaaaaaa1]/move-the-interface-into-the-isolation-group',
        outcome: 'drifted',
        because: 'x',
        calls: [],
      },
    ],
    ['08:30:13.000', { is: 'closed', as: 'duplicate-of x', by: 'x', stands: ['x'] }],
  ];
  return journalOf(more).map((entry) => poison(entry, '', text) as Entry);
};

/** The document of a case in which everything from outside is this text. */
export const documentOf = (text: string): string => {
  const state = stateOf(poisoned(text));
  // Not the same text, or the caller would be the operator.
  const rows = [...reviewRows, lateRow].map((row, index) => ({
    ...(poison(row, '', `${text}!`) as typeof row),
    eventId: `${index}-${text}`,
  }));
  const evidence = state.entries.flatMap((entry) =>
    entry.is === 'kept' ? [keptFile(state, entry.file, entry.key.startsWith('review') ? rows : undefined)] : [],
  );
  return renderMarkdown(timelineOf(state, evidence, { ...WRITTEN, program: text }));
};
