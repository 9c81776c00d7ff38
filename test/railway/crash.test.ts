import { expect, test } from 'vitest';
import { makeStage, OLD_TOKEN, type Stage, tokensIn } from './rig.ts';

/** Where the run is killed: at the so-many-th start of a command, before it has done anything or after. */
const USUAL: readonly (readonly [command: string, at: number, when: 'before' | 'after'])[] = [
  ['api Stop', 1, 'after'],
  ['variable set', 1, 'before'],
  ['variable set', 1, 'after'],
  ['variable set', 2, 'after'],
  ['redeploy', 1, 'before'],
  ['redeploy', 1, 'after'],
];
/** All the others besides, before a release: `npm run sweep`. */
const SWEEP: typeof USUAL = [
  ['api ServiceInstance', 1, 'after'],
  ['variable list', 1, 'after'],
  ['variable list', 3, 'after'],
  ['variable list', 4, 'after'],
  ['variable list', 5, 'after'],
  ['api Backup', 1, 'before'],
  ['api Backup', 1, 'after'],
  ['api Lock', 1, 'before'],
  ['api Lock', 1, 'after'],
  ['api Stop', 1, 'before'],
  ['variable set', 2, 'before'],
  ['api Deployment', 4, 'after'],
];
const cases = process.env['IR_SWEEP'] === undefined ? USUAL : [...USUAL, ...SWEEP];

const nameOf = async (stage: Stage): Promise<string> => {
  const [only] = (await stage.ir(['cases', '--json'])).json() as readonly { name: string }[];
  return only?.name ?? '';
};

test.each(cases)(
  'killed at “%s” number %d, %s it is done: a resume leaves one new token, the old one dead',
  async (command, at, when) => {
    await using stage = await makeStage((world) => {
      world.kill = { command, at, when };
      if (!command.startsWith('api ')) world.volumes = [];
    });
    expect((await stage.run()).exit).toBe(137);
    const { exit, stderr } = await stage.ir(['resume', await nameOf(stage), '--no-input']);
    expect(stderr).toContain('CONTAINED, proven');
    expect(stderr).toContain('leaked token refused, no token refused');
    expect(exit).toBe(5);
    const { variables, deployments, backups, volumes } = stage.world();
    const [token = '', ...more] = tokensIn(variables);
    expect(more).toEqual([]);
    expect([await stage.ask(OLD_TOKEN), await stage.ask(token)]).toEqual([401, 404]);
    expect(deployments.map(({ stopped }) => stopped)).toEqual([true, false]);
    expect(backups.map(({ expiresAt }) => expiresAt)).toEqual(volumes.map(() => null));
  },
);
