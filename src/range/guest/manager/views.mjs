// Verbs that only look.
import { readFileSync } from 'node:fs';
import { fullName } from './manager.mjs';
import { fits } from './patterns.mjs';
import { fileState, nothing, propertiesOf, timeText } from './properties.mjs';
import { tail } from './tail.mjs';
import { filesOf } from './unit-file.mjs';

const matching = (manager, patterns) =>
  manager
    .all()
    .filter(({ unit }) => !patterns.length || patterns.some((pattern) => fits(fullName(pattern), unit.name)));
const joined = (lists = []) => lists.flatMap((one) => one.split(','));

function isActive(manager, names, { quiet }) {
  const states = names.map((name) => manager.find(name)?.active ?? 'inactive');
  const isGood = states.includes('active');
  const isUnknown = names.every((name) => !manager.find(name));
  return { code: isGood ? 0 : isUnknown ? 4 : 3, out: quiet ? '' : `${states.join('\n')}\n` };
}

function isEnabled(manager, names, { quiet }) {
  const states = names.map((name) => {
    const service = manager.find(name);
    return service ? fileState(manager, service) : 'not-found';
  });
  const isGood = states.some((state) => state === 'enabled' || state === 'static');
  return {
    code: isGood ? 0 : states.every((state) => state === 'not-found') ? 4 : 1,
    out: quiet ? '' : `${states.join('\n')}\n`,
  };
}

/** The files as they are on disk, with a warning where something older is loaded. */
function cat(manager, names) {
  const parts = names.map(fullName).map((name) => {
    const service = manager.find(name);
    const { fragment, dropIns } = filesOf(manager.scope.folders, name);
    if (!fragment) return undefined;
    const warning = service && manager.isOutdated(service) ? outdated(manager, name) : '';
    return warning + [fragment, ...dropIns].map((path) => `# ${path}\n${read(path)}`).join('\n');
  });
  const missing = names
    .filter((_, index) => parts[index] === undefined)
    .map((name) => `No files found for ${fullName(name)}.\n`);
  return { code: missing.length ? 1 : 0, out: parts.filter(Boolean).join('\n'), err: missing.join('') };
}

const read = (path) => {
  const text = readFileSync(path, 'utf8');
  return text && !text.endsWith('\n') ? `${text}\n` : text;
};

const outdated = ({ scope }, name) =>
  `# Warning: ${name} changed on disk, the version systemd has loaded is outdated.\n# This output shows the current version of the unit's original fragment and drop-in files.\n# If fragments or drop-ins were added or removed, they are not properly reflected in this output.\n# Run 'systemctl${scope.name === 'user' ? ' --user' : ''} daemon-reload' to reload units.\n`;

function show(manager, names, options) {
  const wanted = joined([...(options.property ?? []), ...(options.single ?? [])]);
  const isValue = options.value || options.single;
  if (!names.length) return showManager(manager, wanted, isValue);
  const blocks = names.map(fullName).map((name) => {
    const service = manager.find(name);
    const all = service ? propertiesOf(manager, service) : nothing(name);
    const shown = Object.entries(all).filter(([key, value]) =>
      wanted.length ? wanted.includes(key) : options.all || value !== '',
    );
    return shown
      .flatMap(([key, value]) =>
        String(value)
          .split('\n')
          .map((line) => `${isValue ? '' : `${key}=`}${line}\n`),
      )
      .join('');
  });
  return { code: 0, out: blocks.join('\n') };
}

function showManager(manager, wanted, isValue) {
  const all = {
    Version: '255.4-1ubuntu8.10',
    Environment: environmentText(manager).trim().replaceAll('\n', ' '),
    UnitPath: manager.scope.folders.join(' '),
  };
  const shown = Object.entries(all).filter(([key]) => !wanted.length || wanted.includes(key));
  return { code: 0, out: shown.map(([key, value]) => `${isValue ? '' : `${key}=`}${value}\n`).join('') };
}

const environmentText = ({ scope }) =>
  Object.entries({ ...scope.environment, ...scope.set })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

function status(manager, names, options) {
  const parts = names.map(fullName).map((name) => {
    const service = manager.find(name);
    return service ? { service, text: statusText(manager, service, options) } : { name };
  });
  const missing = parts.filter(({ service }) => !service);
  const code = missing.length ? 4 : parts.every(({ service }) => service.active === 'active') ? 0 : 3;
  return {
    code,
    out: parts.flatMap(({ text }) => text ?? []).join('\n'),
    err: missing.map(({ name }) => `Unit ${name} could not be found.\n`).join(''),
  };
}

function statusText(manager, service, options) {
  const all = propertiesOf(manager, service);
  const since = timeText(service.times[service.active]);
  const head = [
    `● ${all.Id} - ${all.Description}`,
    `     Loaded: ${all.LoadState} (${all.FragmentPath}; ${all.UnitFileState}; preset: enabled)`,
    ...(all.DropInPaths ? [`    Drop-In: ${all.DropInPaths}`] : []),
    `     Active: ${all.ActiveState} (${all.SubState})${since ? ` since ${since}` : ''}`,
    ...(all.MainPID ? [`   Main PID: ${all.MainPID}`] : []),
    ...(all.ControlGroup
      ? [
          `     CGroup: ${all.ControlGroup}`,
          ...[...service.known.keys()].map((pid) => `             ├─${pid} ${argumentsOf(pid)}`),
        ]
      : []),
  ];
  const lines = tail(manager.scope, all.Id, Number(options.lines?.at(-1) ?? 10));
  const warning = manager.isOutdated(service)
    ? `Warning: The unit file, source configuration file or drop-ins of ${all.Id} changed on disk. Run 'systemctl${manager.scope.name === 'user' ? ' --user' : ''} daemon-reload' to reload units.\n`
    : '';
  return `${warning}${head.join('\n')}\n\n${lines}`;
}

const argumentsOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
};

function table(rows, titles, { noLegend }, count) {
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join(' ')
      .trimEnd();
  if (noLegend) return rows.map((row) => `${line(row)}\n`).join('');
  return `${[titles, ...rows].map(line).join('\n')}\n\n${count}\n`;
}

function listUnits(manager, patterns, options) {
  const states = joined(options.state);
  const isLoaded = (one) => options.all || one.active !== 'inactive' || states.length > 0;
  const found = matching(manager, patterns)
    .filter((one) => isLoaded(one) && (!options.failed || one.active === 'failed'))
    .filter((one) => !states.length || states.includes(one.active) || states.includes(one.sub));
  const rows = found.map((one) => propertiesOf(manager, one));
  if (options.output?.at(-1) === 'json')
    return {
      code: 0,
      out: `${JSON.stringify(rows.map((one) => ({ unit: one.Id, load: one.LoadState, active: one.ActiveState, sub: one.SubState, description: one.Description })))}\n`,
    };
  const cells = rows.map((one) => [
    `${options.plain ? '' : '  '}${one.Id}`,
    one.LoadState,
    one.ActiveState,
    one.SubState,
    one.Description,
  ]);
  const count = `${rows.length} loaded units listed.`;
  return {
    code: 0,
    out: table(cells, [`${options.plain ? '' : '  '}UNIT`, 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION'], options, count),
  };
}

function listUnitFiles(manager, patterns, options) {
  const states = joined(options.state);
  const rows = matching(manager, patterns)
    .map((one) => [one.unit.name, fileState(manager, one), 'enabled'])
    .filter(([, state]) => !states.length || states.includes(state));
  if (options.output?.at(-1) === 'json')
    return {
      code: 0,
      out: `${JSON.stringify(rows.map(([unit_file, state, preset]) => ({ unit_file, state, preset })))}\n`,
    };
  return { code: 0, out: table(rows, ['UNIT FILE', 'STATE', 'PRESET'], options, `${rows.length} unit files listed.`) };
}

export const views = {
  'is-active': isActive,
  'is-failed': (manager, names, { quiet }) => {
    const states = names.map((name) => manager.find(name)?.active ?? 'inactive');
    return { code: states.includes('failed') ? 0 : 1, out: quiet ? '' : `${states.join('\n')}\n` };
  },
  'is-enabled': isEnabled,
  'is-system-running': () => ({ code: 0, out: 'running\n' }),
  cat,
  show,
  status,
  'list-units': listUnits,
  'list-unit-files': listUnitFiles,
  'show-environment': (manager) => ({ code: 0, out: environmentText(manager) }),
};
