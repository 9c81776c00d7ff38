import { inert } from '../../redact/index.ts';

/** Safe to paste into a shell: quoted unless it is plain, and inert whatever stands in it. */
export const quoted = (value: string): string => {
  const safe = inert(value);
  return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
};
/** A command of ours in full: how the program was started, then its arguments. */
export const commandOf = (program: string, args: string): string => `${program} ${inert(args)}`;
