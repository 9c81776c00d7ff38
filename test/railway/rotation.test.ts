import { expect, test } from 'vitest';
import { makeStage, OLD_TOKEN } from './rig.ts';

test('tryout', async () => {
  await using stage = await makeStage();
  const { stdout, stderr, exit } = await stage.run();
  console.log(exit, stdout, stderr);
  console.log(stage.world().variables, await stage.ask(OLD_TOKEN));
  console.log(stage.starts().map(({ args }) => args.join(' ').slice(0, 120)));
  expect(exit).toBe(5);
});
