// Reads vitest's JSON report: says what was skipped, and closes with one plain line of counts.
// A skip is red, but for tests that need Linux namespaces where a probe shows that there are none (decisions 16), and for
// long ones that are asked for by a variable, which their name then holds: “… (IR_SWEEP)”, and what root can't be refused.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const probe = ['--user', '--map-root-user', '--net', '--mount', '--pid', '--fork', 'true'];
const namespaces = spawnSync('unshare', probe, { stdio: 'ignore' }).status === 0;

const tests = report.testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map(({ fullName, status }) => ({ file: relative('.', name), name: fullName, status })),
);
const skipped = tests.filter(({ status }) => !['passed', 'failed'].includes(status));
const excused = ({ file, name }) =>
  /\(IR_[A-Z]+\)/.test(name) ||
  (/\(not as root\)/.test(name) && process.getuid?.() === 0) ||
  (!namespaces && /namespace|test\/range\/(hosts|persistence)/i.test(`${file} ${name}`));
const wrongly = skipped.filter((test) => !excused(test));

console.log(`namespaces: ${namespaces ? 'work here' : 'are not to be had here'}`);
for (const test of skipped) console.log(`${excused(test) ? 'skipped' : 'SKIPPED'}: ${test.file}: ${test.name}`);
if (wrongly.length > 0) console.log('A skipped test proves nothing: install its tool, or take the test out.');
const suites = report.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
);
for (const { name, message } of suites) console.log(`did not start: ${relative('.', name)}: ${message}`);
const failed = tests.filter(({ status }) => status === 'failed').length + suites.length;
const passed = tests.filter(({ status }) => status === 'passed').length;
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = failed > 0 || wrongly.length > 0 || passed === 0 ? 1 : 0;
