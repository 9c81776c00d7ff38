import type { Gateway } from './gateway.ts';
import { read, replaceFile } from './io.ts';
import { parseSpots, spotAt, withValue } from './json5.ts';
import type { Memory } from './memory.ts';

const IN_COMMAND = /(^ExecStart=.*?\s--bind[= ])(\S+)/m;

/** From now on it listens to this host alone; what it was bound to is remembered. Says what it is bound to. */
export const bindToLoopback = (gateway: Gateway, memory: Memory): string => {
  for (const file of gateway.unit?.files ?? []) {
    const text = read(file);
    const value = text === undefined ? undefined : IN_COMMAND.exec(text)?.[2];
    if (text === undefined || value === undefined || value === 'loopback') continue;
    memory.bind[gateway.id] ??= { where: 'unit', value, file };
    replaceFile(file, text.replace(IN_COMMAND, '$1loopback'));
    return 'loopback';
  }
  const path = gateway.config?.path;
  const text = path === undefined ? undefined : read(path);
  if (path === undefined || text === undefined) return gateway.bind;
  const spot = spotAt(parseSpots(text), ['gateway', 'bind']);
  if (typeof spot?.value !== 'string' || spot.value === 'loopback') return 'loopback';
  memory.bind[gateway.id] ??= { where: 'config', value: spot.value, file: path };
  replaceFile(path, withValue(text, spot, 'loopback'));
  return 'loopback';
};
/** What it was bound to before. True where something was changed. */
export const bindAsBefore = (gateway: Gateway, memory: Memory): boolean => {
  const before = memory.bind[gateway.id];
  const text = before && read(before.file);
  if (!before || text === undefined) return false;
  if (before.where === 'unit')
    replaceFile(
      before.file,
      text.replace(IN_COMMAND, (_, head: string) => `${head}${before.value}`),
    );
  else {
    const spot = spotAt(parseSpots(text), ['gateway', 'bind']);
    if (spot) replaceFile(before.file, withValue(text, spot, before.value));
  }
  return true;
};
