// Verbs that start, stop and kill.
import { fullName } from './manager.mjs';

const warning = (manager, service) =>
  manager.isOutdated(service)
    ? `Warning: The unit file, source configuration file or drop-ins of ${service.unit.name} changed on disk. Run 'systemctl${manager.scope.name === 'user' ? ' --user' : ''} daemon-reload' to reload units.\n`
    : '';

const missing = (verb, name, state) => ({ code: 5, err: `Failed to ${verb} ${name}: Unit ${name} ${state}.\n` });

/** Does the same with each unit that is named; the worst code counts. */
async function each(manager, verb, names, act, state = 'not found') {
  if (!names.length) return { code: 1, err: 'Too few arguments.\n' };
  let code = 0;
  let err = '';
  for (const name of names.map(fullName)) {
    const service = manager.find(name);
    const answer = service ? await act(service) : missing(verb, name, state);
    code = Math.max(code, answer?.code ?? 0);
    err += (service ? warning(manager, service) : '') + (answer?.err ?? '');
  }
  return { code, err };
}

const isMasked = ({ unit }, verb) =>
  unit.masked ? { code: 1, err: `Failed to ${verb} ${unit.name}: Unit ${unit.name} is masked.\n` } : undefined;

const start = (verb) => async (service) => {
  const refused = isMasked(service, verb);
  if (refused) return refused;
  const err = await service.start();
  return err ? { code: 1, err } : undefined;
};

const restart = async (service) => {
  if (service.unit.masked) return isMasked(service, 'restart');
  if (service.active !== 'inactive') await service.stop();
  return start('restart')(service);
};

const SIGNAL = /^(SIG)?([A-Z]+\d?|\d+)$/;
const signalOf = (text = 'TERM') => (/^\d+$/.test(text) ? Number(text) : `SIG${SIGNAL.exec(text)?.[2] ?? 'TERM'}`);

export const changes = {
  start: (manager, names) => each(manager, 'start', names, start('start')),
  stop: (manager, names) => each(manager, 'stop', names, (service) => service.stop(), 'not loaded'),
  restart: (manager, names) => each(manager, 'restart', names, restart),
  'try-restart': (manager, names) => each(manager, 'try-restart', names, (one) => (one.pid ? restart(one) : undefined)),
  kill: (manager, names, { whom, signal }) =>
    each(manager, 'kill', names, (one) => one.kill(whom?.at(-1) ?? 'all', signalOf(signal?.at(-1))), 'not loaded'),
  'reset-failed': (manager, names) => {
    for (const one of names.length ? names.flatMap((name) => manager.find(name) ?? []) : manager.all())
      if (one.active === 'failed') Object.assign(one, { active: 'inactive', sub: 'dead', result: 'success' });
    return { code: 0 };
  },
  'daemon-reload': (manager) => {
    manager.reload();
    return { code: 0 };
  },
  'set-environment': ({ scope }, words) => {
    for (const word of words) scope.set[word.slice(0, word.indexOf('='))] = word.slice(word.indexOf('=') + 1);
    return { code: 0 };
  },
  'unset-environment': ({ scope }, words) => {
    for (const word of words) delete scope.set[word.split('=')[0]];
    return { code: 0 };
  },
};
