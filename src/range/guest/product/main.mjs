// The product's one program: `gateway` runs it, the rest talks to it or to its files.
import { generations } from './generations.mjs';
import { loadDotenv, placeOf } from './place.mjs';

/** `--name value`, `--name=value` and `--flag`; the rest are words. */
export function readFlags(argv, valued) {
  const flags = {};
  const words = [];
  for (let at = 0; at < argv.length; at += 1) {
    const [, name, value] = /^--([\w-]+)(?:=(.*))?$/s.exec(argv[at]) ?? [];
    if (!name) words.push(argv[at]);
    else if (value !== undefined) flags[name] = value;
    else flags[name] = valued.includes(name) ? argv[(at += 1)] : true;
  }
  return { flags, words };
}

const VALUED = [
  'port',
  'bind',
  'token',
  'password',
  'auth',
  'profile',
  'device',
  'role',
  'url',
  'timeout',
  'limit',
  'cursor',
  'file',
  'batch-file',
  'wait',
  'tailscale',
];

export async function main(name) {
  const generation = generations[name];
  const { flags, words } = readFlags(process.argv.slice(2), VALUED);
  const place = placeOf(generation, flags.profile ?? process.env[`${name.toUpperCase()}_PROFILE`]);
  loadDotenv(place);
  const [command, verb] = words;
  if (command === 'gateway' && (verb === undefined || verb === 'run')) {
    const { runGateway } = await import('./gateway.mjs');
    return runGateway(generation, place, flags);
  }
  const { runCommand } = await import('./cli.mjs');
  return runCommand({ generation, place, flags, words });
}
