import { expect, test } from 'vitest';
import { KEYS } from '../rig/index.ts';
import { makeStage, OLD_TOKEN } from './rig.ts';

test('the wizard asks what can’t be read, changes nothing before the go, and says the same by flags', async () => {
  await using stage = await makeStage((world) => (world.volumes = []));
  const args = ['run', 'leaked-token', '--platform', 'railway', '--url', stage.url];
  const person = stage.rig.terminal(args, { env: stage.env, columns: 100, rows: 50 });
  await person.waitFor('Which Railway service runs the gateway?');
  person.type('gw');
  await person.waitFor('(typed; not in the list)');
  person.type(KEYS.enter);
  await person.waitFor('How bad is it?');
  person.type(KEYS.up + KEYS.enter);
  await person.waitFor('Earliest sign?');
  person.type(KEYS.enter);
  await person.waitFor('Contain now?');
  expect(stage.world().deployments).toMatchObject([{ stopped: false }]);
  person.type(KEYS.enter);
  await person.waitFor('the same by flags: ');
  await person.waitFor('Is it done?');
  const shown = person.history().replace(/\s+/g, ' ');
  const [, flags = ''] = /the same by flags: (.*?) --yes/.exec(shown) ?? [];
  expect(flags).toContain('ir run leaked-token-railway');
  expect(flags).toContain('--service gw');
  // The terminal may have broken a word.
  expect(flags.replace(/\s/g, '')).toContain('--severitycritical');
  // AWS is none of its business: no region is named.
  expect(flags).not.toContain('--region');
  expect(shown).toContain('Ask every door');
  expect(await stage.ask(OLD_TOKEN)).toBe(401);
  await person.kill();
});
