import { expect, test } from 'vitest';
import { commandsOf, makeStage, NEW, OLD, OLD_PASSWORD, OLD_TOKEN, tokensIn } from './rig.ts';

interface Document {
  readonly case: string;
  readonly verdict: { readonly is: string };
  readonly steps: readonly { readonly key: string; readonly is: string; readonly proof?: { readonly by: string } }[];
  readonly open: readonly { readonly id: string }[];
}

test('the leaked token dies and a new one is in force: proven at the public address, with people’s work left', async () => {
  await using stage = await makeStage((world) => (world.builds = 1));
  expect(await stage.ask(OLD_TOKEN)).toBe(404);
  const { exit, stderr, stdout } = await stage.run();
  expect(stderr).toContain('CONTAINED, proven');
  expect(exit).toBe(5);
  expect(stdout).toMatch(/timeline\.md\n$/);
  const { variables, deployments, backups } = stage.world();
  const [token = ''] = tokensIn(variables);
  expect(token).toMatch(/^[A-Za-z0-9+/]{64}$/);
  expect(await stage.ask(OLD_TOKEN)).toBe(401);
  expect(await stage.ask(token)).toBe(404);
  expect(variables['SETUP_PASSWORD']).not.toBe(OLD_PASSWORD);
  expect(deployments.map(({ id, stopped }) => [id, stopped])).toEqual([
    ['dep-1', true],
    ['dep-2', false],
  ]);
  expect(backups).toMatchObject([{ volume: 'vol-1', expiresAt: null }]);
});

test('logs by id and the locked backup come first, then the stop, the variables over stdin, and the deployment', async () => {
  await using stage = await makeStage();
  await stage.run();
  const writes = commandsOf(stage).filter((one) => /^(logs|variable set|redeploy|api (Stop|Backup|Lock))\b/.test(one));
  const first = (command: string): number => writes.findIndex((one) => one.startsWith(command));
  expect(writes.slice(0, 4).toSorted()).toEqual(['api Backup', 'api Lock', 'logs dep-1', 'logs dep-1']);
  expect(first('api Stop')).toBe(4);
  expect(writes.slice(5, 8)).toEqual([`variable set ${OLD}`, 'variable set SETUP_PASSWORD', 'redeploy']);
  const all = stage.starts().map(({ args }) => args.join(' '));
  expect(all.filter((line) => /^(down|domain)\b|deploymentRemove/.test(line))).toEqual([]);
  const sets = stage.starts().filter(({ args }) => args[1] === 'set');
  expect(sets.length).toBe(2);
  const isSafe = ({ args, input }: (typeof sets)[number]): boolean =>
    args.includes('--stdin') &&
    args.includes('--skip-deploys') &&
    input !== '' &&
    !args.some((word) => word.includes(input));
  expect(sets.filter((start) => !isSafe(start))).toEqual([]);
});

test('with both names set the one in force is changed, and the other with it', async () => {
  await using stage = await makeStage((world) => {
    world.variables[NEW] = OLD_TOKEN;
    world.variables[OLD] = 'another-one-from-long-ago';
  });
  const { exit } = await stage.run(['--token-format', 'hex-24']);
  const { variables } = stage.world();
  expect(exit).toBe(5);
  expect(tokensIn(variables)).toEqual([expect.stringMatching(/^[0-9a-f]{48}$/)]);
  expect(variables[NEW]).toBe(variables[OLD]);
  expect([await stage.ask(OLD_TOKEN), await stage.ask('another-one-from-long-ago')]).toEqual([401, 401]);
});

test('a token on the volume is outranked by a variable; what leaked is not known, so that it is dead is not claimed', async () => {
  await using stage = await makeStage((world) => delete world.variables[OLD]);
  const { exit, stderr } = await stage.run();
  expect(exit).toBe(3);
  expect(stderr).toContain('the leaked token is not known here');
  expect(stderr).toContain('remove-token-file');
  expect(await stage.ask('on-the-volume')).toBe(401);
  expect(await stage.ask(stage.world().variables[NEW])).toBe(404);
});

test('a wrapper that gives everybody a token is found out, and is not left on the internet', async () => {
  await using stage = await makeStage((world) => (world.injects = true));
  const { exit, stderr } = await stage.run();
  expect(exit).toBe(1);
  expect(stderr.replace(/\s+/g, ' ')).toContain(
    'lets in whoever sends no token at all: the wrapper adds it by itself; the service was stopped again',
  );
  expect(stage.world().deployments.map(({ stopped }) => stopped)).toEqual([true, true]);
});

test('status, resume, release, timeline and close know such a case, and AWS is not asked for any of them', async () => {
  await using stage = await makeStage((world) => (world.volumes = []));
  const run = (await stage.run(['--json'])).json() as Document;
  const name = run.case;
  const asked = stage.starts().length;
  const status = await stage.ir(['status', name]);
  expect(status.exit).toBe(5);
  expect(status.stdout).toContain('CONTAINED, proven');
  expect(status.stdout.replace(/\s+/g, ' ')).toContain('a Railway case is claimed on this machine only');
  expect(stage.starts().length).toBeGreaterThan(asked);
  expect((await stage.ir(['resume', name, '--no-input'])).exit).toBe(5);
  expect(stage.world().deployments.length).toBe(2);
  const done = ['done', name, 'pair-devices', '--devices', 'none were paired', '--no-input'];
  expect((await stage.ir(done)).exit).toBe(5);
  const timeline = await stage.ir(['timeline', name]);
  expect(timeline.exit).toBe(0);
  const release = await stage.ir(['release', name, '--yes']);
  expect(release.stderr + release.stdout).toContain('what leaked is never put back');
  expect(release.exit).toBe(5);
  expect(await stage.ask(OLD_TOKEN)).toBe(401);
  expect((await stage.ir(['close', name, '--as', 'resolved'])).exit).toBe(0);
  expect((await stage.ir(['take', name, '--because', 'x'])).exit).toBe(2);
});

test('what is true now is read again: a token that somebody put back is seen', async () => {
  await using stage = await makeStage((world) => (world.volumes = []));
  const { case: name } = (await stage.run(['--json'])).json() as Document;
  stage.change((world) => {
    world.variables = { ...world.variables, [OLD]: OLD_TOKEN };
    for (const one of world.deployments) one.variables = world.variables;
  });
  const status = await stage.ir(['status', name]);
  expect(status.exit).toBe(1);
  expect(status.stdout.replace(/\s+/g, ' ')).toContain(`${OLD} holds what leaked`);
});

test('a dry run reads, and changes nothing', async () => {
  await using stage = await makeStage();
  const before = JSON.stringify(stage.world());
  const { exit } = await stage.run(['--dry-run']);
  expect(exit).toBe(0);
  expect(JSON.stringify(stage.world())).toBe(before);
});
