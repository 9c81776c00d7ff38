import { describe, expect, test } from 'vitest';
import { rig } from './rig.ts';
import { asOwner, noHosts, script, skipped } from './script.ts';
import { expectSoon } from './soon.ts';

const UNIT = 'clawdbot-gateway';
const user = (words: string): string => asOwner(`systemctl --user ${words}`);
const GROUP = `/user.slice/user-1000.slice/user@1000.service/app.slice/${UNIT}.service`;
const PROCS = `cat /sys/fs/cgroup${GROUP}/cgroup.procs`;

/** A small unit of the user's, which sleeps. */
const unit = (
  body: string,
): string => `mkdir -p /home/ubuntu/.config/systemd/user; cat > /home/ubuntu/.config/systemd/user/small.service <<'X'
[Unit]
Description=Small

[Service]
${body}

[Install]
WantedBy=default.target
X
`;

describe.skipIf(noHosts !== undefined)(`systemctl on a host${skipped}`, () => {
  test('has no user bus but with XDG_RUNTIME_DIR, a bus address, or -M', async () => {
    await using one = await rig('leaked-token');
    const { out, err } = await script(
      one,
      `systemctl --user is-active ${UNIT}; echo $?
sudo -u ubuntu systemctl --user is-active ${UNIT}; echo $?
sudo su - ubuntu -c 'systemctl --user is-active ${UNIT}'; echo $?
sudo -u ubuntu XDG_RUNTIME_DIR=/run/user/1000 systemctl --user is-active ${UNIT}
sudo -u ubuntu DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus systemctl --user is-active ${UNIT}
systemctl --user -M ubuntu@ is-active ${UNIT}
systemctl is-active ${UNIT}; echo $?`,
    );
    expect(out).toBe('1\n1\n1\nactive\nactive\nactive\ninactive\n4\n');
    expect(err.match(/Failed to connect to bus: No medium found/g)).toHaveLength(3);
  });

  test('shows a unit, its files and its processes', async () => {
    await using one = await rig('leaked-token');
    const { out } = await script(one, user(`show ${UNIT} -p MainPID -p ControlGroup,FragmentPath,NRestarts`));
    const shown = Object.fromEntries(
      out
        .trim()
        .split('\n')
        .map((line) => line.split('=')),
    );
    expect(shown).toMatchObject({
      ControlGroup: GROUP,
      FragmentPath: `/home/ubuntu/.config/systemd/user/${UNIT}.service`,
      NRestarts: '0',
    });
    const procs = (await script(one, PROCS)).out.trim().split('\n');
    expect(procs).toContain(shown['MainPID']);
    await expectSoon(async () => (await script(one, `cat /proc/${shown['MainPID']}/cgroup`)).out).toBe(`0::${GROUP}\n`);
    expect((await script(one, user(`cat ${UNIT}`))).out).toContain('Environment=CLAWDBOT_GATEWAY_TOKEN=');
    expect((await script(one, user('list-unit-files --no-legend'))).out).toBe(`${UNIT}.service enabled enabled\n`);
    expect((await script(one, user(`status ${UNIT}`))).out).toContain('Active: active (running)');
    expect((await script(one, `tr '\\0' '\\n' < /proc/${shown['MainPID']}/environ`)).out).toContain(
      'CLAWDBOT_GATEWAY_TOKEN=',
    );
  });

  test('a process that outlived its parent is still found in the group, and killed with it', async () => {
    await using one = await rig('leaked-token');
    await expectSoon(async () => (await script(one, PROCS)).out.trim().split('\n')).toHaveLength(2);
    const { out: child } = await script(one, `crontab -r; ${user(`stop ${UNIT}`)}; ${PROCS}`);
    expect(child).toMatch(/^\d+\n$/);
    expect((await script(one, `ps -o args= -p ${child.trim()}`)).out).toContain('/var/tmp/.k/kworker');
    await script(one, user(`start ${UNIT}`));
    await expectSoon(async () => (await script(one, PROCS)).out).toContain(child);
    await script(one, `${user(`stop ${UNIT}`)}; kill -9 $(${PROCS})`);
    await expectSoon(async () => (await script(one, `ls -d /sys/fs/cgroup${GROUP}`)).status).toBe('Failed');
    expect((await script(one, 'pgrep -f kworker')).code).toBe(1);
  });

  test('a process that left its parent before anybody looked is found as well', async () => {
    await using one = await rig('leaked-token');
    const group = `/sys/fs/cgroup${GROUP.replace(UNIT, 'small')}/cgroup.procs`;
    await script(one, `${unit("ExecStart=/bin/sh -c '(setsid sleep 77 &); exec sleep 60'")} ${user('start small')}`);
    const sleeping = async () => (await script(one, `for p in $(cat ${group}); do ps -o args= -p $p; done`)).out;
    await expectSoon(sleeping).toContain('sleep 77');
    expect(await sleeping()).toContain('sleep 60');
  });

  test('a killed main process comes back, a stopped unit does not', async () => {
    await using one = await rig('leaked-token');
    const restarts = async () => (await script(one, user(`show ${UNIT} -P NRestarts`))).out;
    await script(one, `crontab -r; kill -9 $(${user(`show ${UNIT} -P MainPID`)})`);
    await expectSoon(restarts).toBe('1\n');
    await script(one, user(`stop ${UNIT}`));
    expect((await script(one, `sleep 0.6; ${user(`is-active ${UNIT}`)}`)).out).toBe('inactive\n');
  });

  test('environment comes quoted, from files, and from drop-ins, which are in force once they are loaded', async () => {
    await using one = await rig('leaked-token');
    const body = `Environment="A=one two" 'B=three' C=four\nEnvironmentFile=-/tmp/none\nEnvironmentFile=/tmp/env\nExecStart=/bin/sh -c 'env > /tmp/out; exec sleep 60'`;
    const all = 'grep -E "^[ABCD]=" /tmp/out | sort';
    await script(one, `echo 'C="from a file"' > /tmp/env; ${unit(body)} ${user('start small')}; sleep 0.2`);
    expect((await script(one, all)).out).toBe('A=one two\nB=three\nC=from a file\n');
    const dropIn = '/home/ubuntu/.config/systemd/user/small.service.d';
    const added = await script(
      one,
      `mkdir ${dropIn}; printf '[Service]\\nEnvironment=A=new D=five\\n' > ${dropIn}/o.conf; ${user('restart small')}; sleep 0.2; ${all}`,
    );
    expect(added.out).toContain('A=one two\n');
    expect(added.err).toContain('small.service changed on disk');
    expect((await script(one, user('show small -p NeedDaemonReload'))).out).toBe('NeedDaemonReload=yes\n');
    const loaded = await script(
      one,
      `${user('daemon-reload')}; ${user('restart small')}; sleep 0.2; ${all}; ${user('show small -p DropInPaths,Environment,EnvironmentFiles')}`,
    );
    expect(loaded.out).toContain('A=new\nB=three\nC=from a file\nD=five\n');
    expect(loaded.out).toContain(`DropInPaths=${dropIn}/o.conf\n`);
    expect(loaded.out).toContain(
      'EnvironmentFiles=/tmp/none (ignore_errors=yes)\nEnvironmentFiles=/tmp/env (ignore_errors=no)\n',
    );
  });

  test('what can’t start says so', async () => {
    await using one = await rig('leaked-token');
    await script(one, unit('ExecStart=/nonexistent'));
    expect(await script(one, user('start small'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('Job for small.service failed') as unknown,
    });
    expect((await script(one, user('start nothing'))).err).toContain(
      'Failed to start nothing.service: Unit nothing.service not found.',
    );
    expect((await script(one, user('frobnicate'))).err).toContain("Unknown command verb 'frobnicate'");
    expect((await script(one, user(`mask ${UNIT}`))).err).toContain('already exists');
    const { out } = await script(
      one,
      `${user('enable small')} 2>&1; ${user('is-enabled small')}; ${user('disable small')} 2>&1; ${user('is-enabled small')}`,
    );
    expect(out).toMatch(
      /^Created symlink .*default\.target\.wants\/small\.service → .*\nenabled\nRemoved .*\ndisabled\n$/,
    );
  });
});

describe.skipIf(noHosts !== undefined)(`who somebody is${skipped}`, () => {
  test('sudo, su and runuser change it, and only some of them the environment', async () => {
    await using one = await rig('leaked-token');
    const { out } = await script(
      one,
      `id -u
sudo -u ubuntu id -un
sudo -H -u ubuntu sh -c 'echo $HOME $USER'
sudo -u ubuntu X=1 env | grep -c XDG_RUNTIME_DIR
runuser -u ubuntu -- sh -c 'echo $HOME $(whoami)'
runuser -l ubuntu -c 'echo $HOME $PWD'
su - ubuntu -c 'id -u'
sudo -u ubuntu env -i /run/range/bin/id -u
sudo -u ubuntu sudo id -un
sudo -niu ubuntu pwd
getent passwd ubuntu
loginctl show-user ubuntu -p Linger`,
    );
    expect(out.split('\n')).toEqual([
      '0',
      'ubuntu',
      '/home/ubuntu ubuntu',
      '0',
      '/root ubuntu',
      '/home/ubuntu /home/ubuntu',
      '1000',
      '1000',
      'root',
      '/home/ubuntu',
      'ubuntu:x:1000:1000:Ubuntu:/home/ubuntu:/bin/bash',
      'Linger=yes',
      '',
    ]);
  });

  test('the journal of a user’s unit is not root’s', async () => {
    await using one = await rig('leaked-token');
    expect((await script(one, `journalctl --user -u ${UNIT}`)).out).toBe('-- No entries --\n');
    expect((await script(one, `journalctl --user-unit=${UNIT} -o cat`)).out).toContain('[gateway] gateway ready');
    const owned = await script(one, asOwner(`journalctl --user -u ${UNIT} --since "1 hour ago" -o json -n 1`));
    expect(JSON.parse(owned.out)).toMatchObject({
      MESSAGE: '[gateway] gateway ready',
      _SYSTEMD_USER_UNIT: `${UNIT}.service`,
    });
    expect((await script(one, `journalctl --user-unit=${UNIT} --until -1h`)).out).toBe('-- No entries --\n');
  });

  test('a reboot starts what is enabled, from the disk as it was left', async () => {
    await using one = await rig('leaked-token');
    await script(one, `${user(`disable ${UNIT}`)}; crontab -r; touch /etc/marked /opt/marked`);
    one.range.hosts.powerOff(one.id);
    const { out } = await script(one, `${user(`is-active ${UNIT}`)}; ls /etc/marked /opt/marked; crontab -l`);
    expect(out).toBe('inactive\n/etc/marked\n/opt/marked\n');
  });
});
