import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeStage, OLD_TOKEN, tokensIn } from './rig.ts';

interface Failed {
  readonly exit: number;
  readonly failure: { readonly reason: string; readonly message: string; readonly next?: string };
}
const nothingKept = async (stage: Awaited<ReturnType<typeof makeStage>>): Promise<void> => {
  expect((await stage.ir(['cases', '--json'])).json()).toEqual([]);
  expect(stage.world().deployments).toMatchObject([{ id: 'dep-1', stopped: false }]);
};

describe('before a case is opened', () => {
  test('without the program: what to install', async () => {
    await using stage = await makeStage();
    rmSync(join(stage.rig.home, 'bin/railway'));
    const { exit, failure } = (await stage.run(['--json'])).json() as Failed;
    expect([exit, failure.reason]).toEqual([2, 'not-ready']);
    expect(failure.message).toContain('npm install --global @railway/cli');
    expect((await stage.ir(['cases', '--json'])).json()).toEqual([]);
  });
  test('with one that is too old: how to upgrade', async () => {
    await using stage = await makeStage((world) => (world.version = '4.11.0'));
    const { exit, failure } = (await stage.run(['--json'])).json() as Failed;
    expect([exit, failure.reason]).toEqual([2, 'not-ready']);
    expect(failure.message).toContain('5.28.0 or newer');
    expect(failure.next).toContain('railway upgrade');
    await nothingKept(stage);
  });
  test('on a platform that there is none of: those that there are', async () => {
    await using stage = await makeStage();
    const args = ['--severity', 'critical', '--no-input', '--yes', '--json'];
    const { exit, failure } = (
      await stage.ir(['run', 'leaked-token', 'gw', '--platform', 'heroku', ...args])
    ).json() as Failed;
    expect([exit, failure.reason]).toEqual([2, 'usage']);
    expect(failure.next).toContain('--platform aws or --platform railway');
  });
  test('with an address that is not private on its way', async () => {
    await using stage = await makeStage();
    const { exit, failure } = (await stage.run(['--json', '--url', 'http://gw.example.com'])).json() as Failed;
    expect(exit).toBe(2);
    expect(failure.message).toContain('is not https');
  });
});

describe('where the service can’t be found nothing is changed', () => {
  test('not logged in', async () => {
    await using stage = await makeStage((world) => (world.loggedIn = false));
    const { exit, failure } = (await stage.run(['--json'])).json() as Failed;
    expect([exit, failure.reason]).toEqual([4, 'no-credentials']);
    expect(failure.next).toContain('railway login');
    expect(stage.world().deployments).toMatchObject([{ stopped: false }]);
  });
  test('not linked to a project', async () => {
    await using stage = await makeStage((world) => (world.linked = false));
    const { exit, failure } = (await stage.run(['--json'])).json() as Failed;
    expect([exit, failure.reason]).toEqual([2, 'unknown-target']);
    expect(failure.message).toContain('add --project and --environment');
    await nothingKept(stage);
  });
  test('a service of another name, and an environment', async () => {
    await using stage = await makeStage((world) => (world.project.services = [{ id: 'svc-9', name: 'web' }]));
    const unknown = (await stage.run(['--json'])).json() as Failed;
    expect(unknown.failure.message).toContain('has no service “gw”; it has web');
    const nowhere = (await stage.run(['--json', '--environment', 'qa'])).json() as Failed;
    expect(nowhere.exit).toBe(2);
    await nothingKept(stage);
  });
});

test('a network that fails twice is asked again', async () => {
  await using stage = await makeStage((world) => {
    world.volumes = [];
    const says = 'Failed to fetch: error sending request for url (https://backboard.railway.com/graphql/v2)';
    world.faults = [
      { command: 'variable list', times: 2, says },
      { command: 'variable set', times: 1, says },
    ];
  });
  expect((await stage.run()).exit).toBe(5);
  expect(await stage.ask(OLD_TOKEN)).toBe(401);
});

test('evidence that can’t be kept is a person’s to do, and holds nothing up', async () => {
  await using stage = await makeStage((world) => {
    world.faults = [
      { command: 'api Backup', times: 9, says: 'Railway API returned 1 GraphQL error(s)' },
      { command: 'logs', times: 9, says: 'Deployment logs are gone' },
    ];
  });
  const { exit, stderr } = await stage.run();
  expect(exit).toBe(5);
  expect(stderr).toContain('CONTAINED, proven');
  expect(stderr).toContain('back-up-by-hand');
  expect(stderr.replace(/\s+/g, ' ')).toContain('create a backup, then lock it');
});

test('a stopped deployment that can’t be deployed again stays stopped: what to do is said, and a resume goes on', async () => {
  await using stage = await makeStage((world) => {
    world.volumes = [];
    const says = 'The latest deployment for service gw cannot be redeployed. This may be because it was removed.';
    world.faults = [{ command: 'redeploy', times: 1, says }];
  });
  const { exit, stderr } = await stage.run();
  expect(exit).toBe(1);
  expect(stderr.replace(/\s+/g, ' ')).toContain('railway redeploy --from-source');
  expect(await stage.ask(OLD_TOKEN)).toBe(404);
  expect(stage.world().deployments).toMatchObject([{ stopped: true }]);
  const name = /case (LTR-\w+)/.exec(stderr)?.[1] ?? '';
  expect((await stage.ir(['resume', name, '--no-input'])).exit).toBe(5);
  const [token = ''] = tokensIn(stage.world().variables);
  expect([await stage.ask(OLD_TOKEN), await stage.ask(token)]).toEqual([401, 404]);
});

test('where a variable can’t be set nothing is deployed again, and the leaked token is shut out with the service', async () => {
  await using stage = await makeStage((world) => {
    world.volumes = [];
    world.faults = [{ command: 'variable set', times: 9, says: 'You do not have access to this resource.' }];
  });
  const { exit, stderr } = await stage.run();
  expect(exit).toBe(1);
  expect(stderr).toContain('openssl rand -base64 48 | railway variable set');
  expect(stage.world().deployments).toMatchObject([{ stopped: true }]);
  expect(await stage.ask(OLD_TOKEN)).toBe(404);
});
