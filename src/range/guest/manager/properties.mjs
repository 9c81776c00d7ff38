// What `systemctl show` tells of a service.
import { environmentFilesOf, environmentOf, commandsOf, commandOf, last } from './environment.mjs';
import { quoted } from './words.mjs';

const two = (value) => String(value).padStart(2, '0');
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Fri 2026-11-20 12:00:00 UTC`, or nothing. */
export function timeText(ms) {
  if (!ms) return '';
  const at = new Date(ms);
  const date = `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  return `${DAYS[at.getUTCDay()]} ${date} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} UTC`;
}

function command(service, value) {
  const { argv } = commandOf(value, service.unit, service.scope, {});
  const started = timeText(service.times.active);
  return `{ path=${argv[0]} ; argv[]=${argv.map(quoted).join(' ')} ; ignore_errors=no ; start_time=[${started || 'n/a'}] ; stop_time=[n/a] ; pid=${service.pid} ; code=(null) ; status=0/0 }`;
}

const loadState = ({ unit }) => (unit.masked ? 'masked' : 'loaded');
export const fileState = (manager, service) =>
  service.unit.masked
    ? 'masked'
    : manager.isEnabled(service)
      ? 'enabled'
      : service.unit.settings['Install.WantedBy']
        ? 'disabled'
        : 'static';

/** In systemd's order as far as that matters to nobody: the caller names what it wants. */
export function propertiesOf(manager, service) {
  const { unit, scope, exit, times } = service;
  const environment = environmentOf(unit, scope).map(([name, value]) => quoted(`${name}=${value}`));
  const files = environmentFilesOf(unit, scope).map(
    ({ path, optional }) => `${path} (ignore_errors=${optional ? 'yes' : 'no'})`,
  );
  const isRunning = service.pid > 0;
  return {
    Type: last(unit, 'Type', 'simple'),
    Restart: last(unit, 'Restart', 'no'),
    RestartUSec: `${last(unit, 'RestartSec', '100ms')}`.replace(/^(\d+)$/, '$1s'),
    MainPID: service.pid,
    ExecMainPID: service.pid || (exit.pid ?? 0),
    ExecMainStartTimestamp: timeText(times.active),
    ExecMainCode: isRunning || exit.code === undefined ? 0 : exit.signal ? 2 : 1,
    ExecMainStatus: isRunning ? 0 : (exit.code ?? 0),
    Result: service.result,
    NRestarts: service.restarts,
    User: last(unit, 'User', ''),
    KillMode: last(unit, 'KillMode', 'control-group'),
    ...(commandsOf(unit, 'ExecStart').length && {
      ExecStart: commandsOf(unit, 'ExecStart')
        .map((one) => command(service, one))
        .join('\n'),
    }),
    ...(commandsOf(unit, 'ExecStartPre').length && {
      ExecStartPre: commandsOf(unit, 'ExecStartPre')
        .map((one) => command(service, one))
        .join('\n'),
    }),
    Slice: scope.slice.split('/').at(-1),
    ControlGroup: service.known.size ? service.group : '',
    TasksCurrent: service.known.size || '[not set]',
    Environment: environment.join(' '),
    ...(files.length && { EnvironmentFiles: files.join('\n') }),
    WorkingDirectory: last(unit, 'WorkingDirectory', ''),
    Id: unit.name,
    Names: unit.name,
    Description: unit.settings['Unit.Description']?.at(-1) ?? unit.name,
    LoadState: loadState(service),
    ActiveState: service.active,
    SubState: service.sub,
    FragmentPath: unit.masked ? '/dev/null' : unit.fragment,
    ...(unit.dropIns.length && { DropInPaths: unit.dropIns.join(' ') }),
    UnitFileState: fileState(manager, service),
    UnitFilePreset: 'enabled',
    ActiveEnterTimestamp: timeText(times.active),
    ActiveExitTimestamp: timeText(times.deactivating ?? exit.at),
    InactiveEnterTimestamp: timeText(times.inactive),
    NeedDaemonReload: manager.isOutdated(service) ? 'yes' : 'no',
    InvocationID: service.invocation ?? '',
  };
}

/** Of a unit that nobody has. */
export const nothing = (name) => ({
  Id: name,
  Names: name,
  Description: name,
  LoadState: 'not-found',
  LoadError: `org.freedesktop.systemd1.NoSuchUnit "Unit ${name} not found."`,
  ActiveState: 'inactive',
  SubState: 'dead',
  FragmentPath: '',
  DropInPaths: '',
  UnitFileState: '',
  MainPID: 0,
  ControlGroup: '',
  NRestarts: 0,
  Environment: '',
  EnvironmentFiles: '',
  ExecStart: '',
  ActiveEnterTimestamp: '',
  NeedDaemonReload: 'no',
});
