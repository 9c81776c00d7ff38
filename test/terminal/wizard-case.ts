import { stateOf } from '../../src/engine/index.ts';
import { instanceId } from '../../src/fields/index.ts';
import {
  askBegan,
  askGo,
  askPlaybook,
  askSeverity,
  askTarget,
  equivalentCommand,
  screenOf,
  showPlan,
} from '../../src/terminal/index.ts';
import { at, INSTANCE, journal, underWay } from './fixtures.ts';
import { tinyPlan, tinyPlaybook } from './tiny-playbook.ts';

// Started in a pseudo-terminal by wizard.test.ts: the whole wizard, ending with the command that would give its answers.
const screen = screenOf(process, { json: false, jsonl: false, noInput: false, color: 'auto' });
const rows = [
  {
    id: INSTANCE,
    launched: '2026-09-02T07:00:00Z',
    image: 'ami-0123456789abcdef0',
    address: '10.0.1.17',
    note: 'SSM online',
    name: 'web-7\u001B[2J\u202E',
  },
  { id: 'i-0cd12cd34ef567890', launched: '2026-10-11T07:00:00Z', address: '10.0.1.29', name: 'staging' },
];
const other = { id: 'other', title: 'Other', useWhen: 'Something else' };
const playbook = await askPlaybook(screen, [tinyPlaybook, other]);
const target = await askTarget(screen, { field: instanceId('Which instance?'), rows, flag: '--instance-id' });
const severity = await askSeverity(screen);
const began = await askBegan(screen, at(0));
showPlan(screen, tinyPlan, stateOf(journal(...underWay())).clocks, { notice: ['the host is cut off'] }, at(20));
const go = await askGo(screen);
const answers = { playbook, target, severity, began, go };
for (const [name, asked] of Object.entries(answers)) {
  const value = asked.is === 'answer' ? asked.value : undefined;
  const said = value !== null && typeof value === 'object' && 'id' in value ? value.id : value;
  screen.out(`${name}: ${asked.is} ${said instanceof Date ? said.toISOString() : String(said)}\n`);
}
if (playbook.is === 'answer' && target.is === 'answer' && severity.is === 'answer' && began.is === 'answer')
  screen.out(
    `${equivalentCommand('npx ir', {
      command: 'run',
      playbook: playbook.value.id,
      inputs: { instanceId: target.value },
      flags: { severity: severity.value, began: began.value, yes: true },
    })}\n`,
  );
