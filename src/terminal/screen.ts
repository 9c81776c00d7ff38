/** Where text goes, and what may be done there. stdout is data, stderr is talk. */
export interface Screen {
  /** Data: the timeline's path, JSON. */
  readonly out: (text: string) => void;
  /** Talk: progress, messages, prompts. */
  readonly err: (text: string) => void;
  /** A person can be asked: keys come in, and talk is seen on a terminal that moves its cursor. */
  readonly interactive: boolean;
  readonly columns: number;
  readonly color: boolean;
}
export interface ScreenFlags {
  readonly json: boolean;
  readonly jsonl: boolean;
  readonly noInput: boolean;
  readonly color: 'auto' | 'always' | 'never';
}
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}
/** What is read of Node's `process`. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: Stream;
  readonly stderr: Stream;
}
/** Without a terminal, and for stored help, text is this wide. */
const COLUMNS = 80;
const LEAST = 40;

/**
 * A flag wins over the environment; then NO_COLOR (non-empty, no-color.org), FORCE_COLOR, TERM=dumb and CI; then whether
 * talk goes to a terminal. JSON means no colour whatever is forced: another program reads it.
 */
const isColored = ({ env, stderr }: Surroundings, { color, json, jsonl }: ScreenFlags): boolean => {
  if (json || jsonl || color === 'never') return false;
  if (color === 'always') return true;
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stderr.isTTY === true && env['TERM'] !== 'dumb' && !isSet(env['CI']);
};
const isSet = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== 'false';

export const screenOf = (around: Surroundings, flags: ScreenFlags): Screen => {
  const { env, stdin, stdout, stderr } = around;
  const terminal = stdin.isTTY === true && stderr.isTTY === true && env['TERM'] !== 'dumb' && !isSet(env['CI']);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    interactive: terminal && !flags.noInput && !flags.json && !flags.jsonl,
    // A terminal may be made wider or narrower while it is used.
    get columns() {
      return Math.max(LEAST, stderr.columns ?? COLUMNS);
    },
    color: isColored(around, flags),
  };
};
