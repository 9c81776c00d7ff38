import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}
/** A person's terminal: what stands on the screen, and keys. */
export interface Terminal {
  /** The screen as it is read now, without colour, trailing blanks and empty last lines. */
  readonly screen: () => string;
  /** Everything that was ever on the screen, scrolled away or not. */
  readonly history: () => string;
  /** Every byte that was written, control sequences included. */
  readonly raw: () => string;
  /** Resolves when the screen or its history shows the text; fails when the program ends without. */
  readonly waitFor: (text: string | RegExp) => Promise<void>;
  /** Keys as they would be typed; see KEYS. */
  readonly type: (keys: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly ended: Promise<{ readonly exit: number }>;
  readonly kill: () => Promise<void>;
}
export const KEYS = {
  enter: '\r',
  up: '\u001B[A',
  down: '\u001B[B',
  escape: '\u001B',
  space: ' ',
  backspace: '\u007F',
  interrupt: '\u0003',
} as const;

export const terminal = (
  [file = '', ...args]: readonly string[],
  { columns = 80, rows = 40, cwd, env }: TerminalOptions & { cwd: string; env: Record<string, string> },
): Terminal => {
  const emulator = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  const child = spawn(file, args, { name: 'xterm-256color', cols: columns, rows, cwd, env });
  const waiting = new Set<() => void>();
  let raw = '';
  child.onData((text) => {
    raw += text;
    emulator.write(text, () => {
      for (const look of waiting) look();
    });
  });
  // What the program asks the terminal (where is the cursor?) is answered as a real one would.
  emulator.onData((answer) => child.write(answer));
  let over = false;
  const ended = new Promise<{ exit: number }>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      over = true;
      // The last bytes are drawn before anybody looks.
      emulator.write('', () => resolve({ exit: signal ? 128 + signal : exitCode }));
    });
  });
  const lines = (from: number): string => {
    const { active } = emulator.buffer;
    const all = Array.from({ length: active.length - from }, (_, at) =>
      (active.getLine(from + at)?.translateToString(true) ?? '').trimEnd(),
    );
    return all.join('\n').trimEnd();
  };
  const screen = (): string => lines(emulator.buffer.active.baseY);
  const history = (): string => lines(0);
  const signal = (name: NodeJS.Signals): void => {
    if (!over) child.kill(name);
  };
  return {
    screen,
    history,
    raw: () => raw,
    waitFor: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const shown = typeof wanted === 'string' ? history().includes(wanted) : wanted.test(history());
          if (!shown) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void ended.then(({ exit }) => {
          look();
          reject(new Error(`ended with ${exit} before the screen showed ${String(wanted)}:\n${history()}`));
        });
      }),
    type: (keys) => child.write(keys),
    resize: (cols, lineCount) => {
      child.resize(cols, lineCount);
      emulator.resize(cols, lineCount);
    },
    signal,
    ended,
    kill: async () => {
      signal('SIGKILL');
      await ended;
    },
  };
};
