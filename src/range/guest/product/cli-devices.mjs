// `devices …`: asks the running gateway, and goes to the files where none answers.
import { fail, print, printJson } from './print.mjs';
import { ask } from './client.mjs';
import { deviceChanges, deviceList } from './devices.mjs';

const OLD = new Set(['list', 'revoke', 'rotate']);

async function through(run, method, params) {
  const answer = await ask(run, `devices.${method}`, params);
  if (answer) return answer;
  return method === 'list' ? deviceList(run.place) : deviceChanges[method](run.place, params);
}

export function deviceCommand({ isCurrent }, verb = 'list') {
  if (verb !== 'list' && !deviceChanges[verb]) return undefined;
  if (!isCurrent && !OLD.has(verb)) return undefined;
  return async (run) => {
    const { flags, words } = run;
    if (verb === 'clear' && !flags.yes) return fail('devices clear removes every paired device: pass --yes');
    const params = { device: flags.device ?? words[2], role: flags.role, pending: flags.pending === true };
    const answer = await through(run, verb, params);
    return flags.json || verb !== 'list'
      ? printJson(answer)
      : print(answer.paired.map(({ deviceId, displayName }) => `${deviceId}  ${displayName}`).join('\n'));
  };
}
