import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Config, modeOf, readConfig } from './config.ts';
import { read, run } from './io.ts';
import { spotAt, textAt } from './json5.ts';
import { CONFIG_NAMES, MENTION, PORT, type Product, PRODUCTS, productOf, STATE_FOLDERS, variables } from './names.ts';
import { type Place, placesOf, type Secret } from './places.ts';
import { allPids, commandLine, environmentOf, familyOf, listeningPorts, startOf } from './processes.ts';
import { type Unit, unitsOf } from './units.ts';
import { type User, users } from './users.ts';

/** A gateway on this host, as it stands now. */
export interface Gateway {
  readonly id: string;
  readonly product: Product;
  readonly user: User;
  readonly unit: Unit | undefined;
  readonly pid: number;
  readonly stateDir: string;
  readonly config: Config | undefined;
  readonly mode: string;
  readonly secret: Secret;
  readonly bind: string;
  readonly port: number;
  readonly places: readonly Place[];
}
const firstOf = (environment: ReadonlyMap<string, string>, suffix: string): string | undefined =>
  variables(suffix)
    .map((name) => environment.get(name))
    .find((value) => value !== undefined && value !== '');

const folderOf = (user: User, product: Product, profile: string, environment: ReadonlyMap<string, string>): string => {
  const path = firstOf(environment, 'CONFIG_PATH');
  const named = firstOf(environment, 'STATE_DIR') ?? (path === undefined ? undefined : dirname(path));
  if (named !== undefined) return named;
  const folders = STATE_FOLDERS[product].map((name) => join(user.home, `${name}${profile}`));
  return (
    folders.find((folder) => CONFIG_NAMES.some((name) => existsSync(join(folder, name)))) ??
    folders.find(existsSync) ??
    folders[0] ??
    user.home
  );
};
const flagIn = (command: readonly string[], flag: string): string | undefined => {
  const at = command.findIndex((word) => word === `--${flag}` || word.startsWith(`--${flag}=`));
  return at < 0 ? undefined : (/=(.*)$/.exec(command[at] ?? '')?.[1] ?? command[at + 1]);
};

/** What it should listen on; what it does listen on, where that is something else. */
const portOf = (pid: number, named: number): number => {
  const listening = listeningPorts(pid);
  return listening.length === 0 || listening.includes(named) ? named : Math.min(...listening);
};

const gatewayOf = (id: string, user: User, unit: Unit | undefined, pid: number): Gateway => {
  const product = productOf(`${id} ${commandLine(pid).join(' ')}`);
  const environment = new Map([...(unit?.environment ?? []), ...environmentOf(pid)]);
  const profile = /-gateway(-.+)\.service$/.exec(id)?.[1] ?? '';
  const stateDir = folderOf(user, product, profile, environment);
  const paths = CONFIG_NAMES.map((name) => join(stateDir, name));
  const path = firstOf(environment, 'CONFIG_PATH') ?? paths.find(existsSync);
  const config = path === undefined ? undefined : readConfig(path);
  const command = [...commandLine(pid), ...(unit?.command ?? [])];
  const mode = modeOf(config, environment);
  const secret = mode === 'password' ? 'password' : 'token';
  const named =
    flagIn(command, 'port') ?? firstOf(environment, 'GATEWAY_PORT') ?? spotAt(config?.root, ['gateway', 'port'])?.value;
  return {
    id,
    product,
    user,
    unit,
    pid,
    stateDir,
    config,
    mode,
    secret,
    bind: flagIn(command, 'bind') ?? textAt(config?.root, ['gateway', 'bind']) ?? 'loopback',
    port: portOf(pid, Number(named) || PORT),
    places: placesOf(unit, stateDir, config, secret),
  };
};

/** The current product writes this over its command line once it runs. */
const isTitle = ([first = '', ...rest]: readonly string[]): boolean =>
  rest.length === 0 && /^(openclaw|moltbot|clawdbot)-gateway$/.test(first);
/** Programs that look like a gateway and that no service manager has started. */
const loose = (known: readonly Unit[], all: readonly User[]): readonly Gateway[] => {
  const managed = new Set(known.flatMap(familyOf));
  return allPids().flatMap((pid) => {
    if (managed.has(pid) || pid === process.pid) return [];
    const words = commandLine(pid);
    const isOne = isTitle(words) || (words.includes('gateway') && words.slice(0, 3).some((word) => MENTION.test(word)));
    const owner = /^Uid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
    const user = all.find(({ uid }) => uid === Number(owner)) ?? all[0];
    return isOne && user && startOf(pid) !== undefined ? [gatewayOf(`process ${pid}`, user, undefined, pid)] : [];
  });
};
/** All gateways of this host: those of a unit first. */
export const gateways = (): readonly Gateway[] => {
  const all = users();
  const units = unitsOf(all);
  const managed = units.map((unit) => gatewayOf(unit.name, unit.user, unit, unit.pid));
  const listening = new Set(managed.map(({ port }) => port));
  return [...managed, ...loose(units, all).filter(({ port }) => !listening.has(port))];
};
/** The product's own program, for its own commands. */
export const programFor = ({ product, user }: Gateway): string | undefined =>
  [product, ...PRODUCTS]
    .flatMap((name) => [
      join(user.home, '.npm-global/bin', name),
      join(user.home, '.local/bin', name),
      `/usr/local/bin/${name}`,
      `/usr/bin/${name}`,
    ])
    .find(existsSync) ?? run('sh', ['-c', 'command -v openclaw || command -v moltbot || command -v clawdbot'])?.trim();
