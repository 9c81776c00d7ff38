import { expect, test } from 'vitest';
import { createCase, openDurable } from '../../src/case/index.ts';
import { hashOf, type Plan } from '../../src/plan/index.ts';
import { onStage, UNATTENDED } from '../drills/stage.ts';

test('a case of a playbook that has changed since is not walked on; all else works from its own plan', async () => {
  await using stage = await onStage('lean');
  expect((await stage.run([...UNATTENDED])).exit).toBe(5);
  const { entries } = await stage.theCase();
  // The same case as an older version of the playbook would have left it: one step had another title.
  const older = (plan: Plan): Plan =>
    JSON.parse(JSON.stringify(plan).replaceAll('"Keep its volumes"', '"Keep the volumes that it has"')) as Plan;
  const home = stage.home;
  const made = await createCase(home, 'compromised-instance');
  if (!made.ok) throw new Error(made.message);
  const held = await openDurable({ folder: made.folder, operator: 'alice' });
  if (!held.ok) throw new Error(held.message);
  for (const { seq: _seq, at: _at, ...fact } of entries) {
    if (fact.is !== 'opened') await held.durable.append(fact);
    else {
      const plan = older(fact.plan);
      await held.durable.append({ ...fact, plan, planHash: hashOf(plan), name: made.folder.name });
    }
  }
  await held.close();
  const { name } = made.folder;
  const writes = stage.range.record.writes().length;

  const resumed = await stage.ir(['resume', name, '--no-input', '--yes']);
  expect(resumed.exit).toBe(2);
  expect(resumed.stderr).toContain('keep-its-volumes');
  expect(resumed.stderr.replace(/\s+/g, ' ')).toContain('has changed since');
  expect(stage.range.record.writes()).toHaveLength(writes);

  expect((await stage.ir(['status', name, '--offline'])).exit).toBe(5);
  expect((await stage.ir(['timeline', name])).exit).toBe(0);
  const done = await stage.ir(['done', name, 'rebuild', '--replacement', 'i-0fedcba9876543210']);
  expect(done.exit).toBe(0);
  expect(done.stderr).toContain('recorded');
  expect(done.stderr).toContain('has changed since');
  expect((await stage.ir(['release', name, '--false-positive', '--yes', '--no-input'])).exit).toBe(0);
});
