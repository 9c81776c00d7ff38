// One service: its process, from start to stop, and what becomes of it when it ends by itself.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { commandOf, commandsOf, fullEnvironment, last } from './environment.mjs';
import { isKilled, label, membersOf, processes, writeGroup } from './cgroups.mjs';
import { note, noteLines } from './journal.mjs';

/** A drill has no five seconds: `RestartSec=` is not looked at (docs/range.md). */
const RESTART_MS = 300;
/** Nor has it ninety: SIGKILL follows SIGTERM so much later. */
const STOP_MS = 3000;
const EXEC_FAILED = 203;
/** After a signal, before what died is out of its group. */
const DEATH_MS = 20;

const kill = (pid, signal) => {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
};

function programOf(name, path = '') {
  const places = name.includes('/') ? [name] : path.split(':').map((folder) => `${folder}/${name}`);
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Who runs it: an identity is a limit here, see shims/identity.sh. */
const asUser = (uid, argv) => (uid ? ['prlimit', [`--msgqueue=${uid}:`, '--', ...argv]] : [argv[0], argv.slice(1)]);

export class Service {
  constructor(scope, unit) {
    this.scope = scope;
    this.unit = unit;
    this.active = 'inactive';
    this.sub = 'dead';
    this.result = 'success';
    this.restarts = 0;
    this.times = {};
    this.exit = {};
    this.invocations = new Set();
    this.known = new Map();
    this.group = `${scope.slice}/${unit.name}`;
  }

  get pid() {
    return this.child?.pid ?? 0;
  }

  get uid() {
    return this.scope.uid || (last(this.unit, 'User') === 'ubuntu' ? 1000 : 0);
  }

  say(message) {
    note(this.scope, this.unit.name, process.pid, message, 'systemd');
  }

  #turn(active, sub) {
    if (this.active !== active) this.times[active] = Date.now();
    this.active = active;
    this.sub = sub;
  }

  /** Returns what systemctl prints where it fails. */
  async start(isRestart = false) {
    clearTimeout(this.timer);
    if (this.child) return undefined;
    if (!isRestart) this.restarts = 0;
    this.invocation = randomUUID().replaceAll('-', '');
    this.invocations.add(this.invocation);
    try {
      this.#spawn();
    } catch (error) {
      this.#failed(error.result ?? 'exit-code', error.message);
      return this.jobFailed();
    }
    this.say(
      `Started ${this.unit.name} - ${last(this.unit, 'Description', this.unit.settings['Unit.Description']?.at(-1) ?? this.unit.name)}.`,
    );
    this.#turn('active', 'running');
    this.refresh();
    return undefined;
  }

  jobFailed() {
    const more = `See "systemctl ${this.scope.flag}status ${this.unit.name}" and "journalctl ${this.scope.flag}-xeu ${this.unit.name}" for details.`;
    return `Job for ${this.unit.name} failed because the control process exited with error code.\n${more}\n`;
  }

  #spawn() {
    const { unit, scope } = this;
    const environment = fullEnvironment(unit, scope, {
      INVOCATION_ID: this.invocation,
      ...scope.set,
    });
    const home = this.uid === 1000 ? '/home/ubuntu' : '/';
    const cwd = (last(unit, 'WorkingDirectory', home) ?? home).replace(/^-/, '').replace(/^~|%h/, home);
    for (const value of commandsOf(unit, 'ExecStartPre')) this.#before(value, environment, cwd);
    const { argv } = commandOf(commandsOf(unit, 'ExecStart').at(-1) ?? '', unit, scope, environment);
    const program = programOf(argv[0] ?? '', environment.PATH);
    if (!program) {
      this.exit = { code: EXEC_FAILED, signal: null };
      throw new Error(`${unit.name}: Failed at step EXEC spawning ${argv[0]}: No such file or directory`);
    }
    const [file, rest] = asUser(this.uid, [program, ...argv.slice(1)]);
    const child = spawn(file, rest, { cwd, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const name = argv[0].split('/').at(-1);
    for (const stream of [child.stdout, child.stderr])
      noteLines(stream, (line) => note(scope, unit.name, child.pid, line, name));
    child.once('error', () => {});
    child.once('exit', (code, signal) => this.#exited(child, code, signal));
    this.child = child;
    this.exit = {};
  }

  #before(value, environment, cwd) {
    const { argv, mayFail } = commandOf(value, this.unit, this.scope, environment);
    const [file, rest] = asUser(this.uid, argv);
    const { status, stdout, stderr } = spawnSync(file, rest, {
      cwd,
      env: environment,
      encoding: 'utf8',
      timeout: 10_000,
    });
    for (const line of `${stdout}${stderr}`.split('\n')) if (line) note(this.scope, this.unit.name, 0, line, argv[0]);
    this.exit = { code: status, signal: null };
    if (status && !mayFail) throw new Error(`${this.unit.name}: Control process exited, code=exited, status=${status}`);
  }

  #failed(result, message) {
    this.result = result;
    this.say(message);
    this.say(`${this.unit.name}: Failed with result '${result}'.`);
    this.#afterwards(true);
  }

  #exited(child, code, signal) {
    if (this.child !== child) return;
    this.child = undefined;
    this.exit = { code, signal, at: Date.now(), pid: child.pid };
    this.refresh();
    const how = signal ? `code=killed, status=${signal.replace('SIG', '')}` : `code=exited, status=${code}`;
    this.say(`${this.unit.name}: Main process exited, ${how}`);
    const isClean = code === 0 || ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGPIPE'].includes(signal) || this.#isSuccess(code);
    this.result = isClean ? 'success' : signal ? 'signal' : 'exit-code';
    if (this.stopping) return;
    if (!isClean) this.say(`${this.unit.name}: Failed with result '${this.result}'.`);
    this.#afterwards(!isClean);
  }

  #isSuccess(code) {
    return (last(this.unit, 'SuccessExitStatus', '') ?? '').split(' ').includes(String(code));
  }

  #afterwards(hasFailed) {
    const policy = last(this.unit, 'Restart', 'no');
    const isPrevented = (last(this.unit, 'RestartPreventExitStatus', '') ?? '')
      .split(' ')
      .includes(String(this.exit.code));
    const isWanted =
      policy === 'always' || (policy === 'on-failure' && hasFailed) || (policy === 'on-success' && !hasFailed);
    if (!isWanted || isPrevented) return this.#turn(hasFailed ? 'failed' : 'inactive', hasFailed ? 'failed' : 'dead');
    this.#turn('activating', 'auto-restart');
    this.timer = setTimeout(() => {
      this.restarts += 1;
      this.say(`${this.unit.name}: Scheduled restart job, restart counter is at ${this.restarts}.`);
      void this.start(true);
    }, RESTART_MS);
    return undefined;
  }

  /** The main process only, where `KillMode=process`; what it left behind stays in the group. */
  async stop() {
    clearTimeout(this.timer);
    if (!this.child && this.active !== 'activating') return;
    this.stopping = true;
    const { child } = this;
    if (child) this.#turn('deactivating', 'stop-sigterm');
    const mode = last(this.unit, 'KillMode', 'control-group');
    this.refresh();
    const pids = mode === 'control-group' || mode === 'mixed' ? [...this.known.keys()] : [];
    for (const pid of new Set([...(child ? [child.pid] : []), ...(mode === 'mixed' ? [] : pids)])) kill(pid, 'SIGTERM');
    await this.#waitFor(child);
    for (const pid of pids) kill(pid, 'SIGKILL');
    this.stopping = false;
    this.refresh();
    if (this.known.size)
      this.say(
        `${this.unit.name}: Unit process ${[...this.known.keys()].join(', ')} remains running after unit stopped.`,
      );
    const hasFailed = this.result !== 'success' && child;
    this.say(`Stopped ${this.unit.name}.`);
    this.#turn(hasFailed ? 'failed' : 'inactive', hasFailed ? 'failed' : 'dead');
  }

  #waitFor(child) {
    if (!child || child.exitCode !== null || child.signalCode !== null) return undefined;
    return new Promise((resolve) => {
      const timer = setTimeout(() => kill(child.pid, 'SIGKILL'), STOP_MS);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async kill(who, signal) {
    this.refresh();
    const pids = who === 'main' ? [this.pid] : [...this.known.keys()];
    for (const pid of pids) if (pid) kill(pid, signal);
    await new Promise((resolve) => setTimeout(resolve, DEATH_MS));
    this.refresh();
  }

  /** Finds its processes again. */
  refresh(all = processes()) {
    if (isKilled(this.group)) for (const pid of this.known.keys()) kill(pid, 'SIGKILL');
    const before = this.known;
    this.known = membersOf(all, { invocations: this.invocations, mainPid: this.pid || -1, known: this.known });
    for (const pid of this.known.keys()) if (!before.has(pid)) label(pid, this.group);
    writeGroup(
      this.group,
      [...this.known.keys()].toSorted((a, b) => a - b),
    );
  }
}
