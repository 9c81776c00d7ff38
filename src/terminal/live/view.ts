import { applyColor } from '../ask/prompts.ts';
import type { Screen } from '../screen.ts';
import type { Frame } from './frame.ts';
import type { Mark } from './row.ts';

/** A live run on the screen. */
export interface View {
  readonly draw: (frame: Frame) => void;
  /** Ends it: the last frame stays on the screen, or nothing does (a question comes in its place). */
  readonly end: (last?: Frame) => Promise<void>;
}
/** What is used of one of listr2's tasks. Its setters are how listr2 itself moves a task on. */
interface Task {
  state: string;
  title?: string;
  subtasks?: readonly Task[];
  state$: never;
  title$: string;
  titleReset$: undefined;
}
const TITLES = ' ';

/**
 * Draws frames with listr2, on stderr. Here listr2 is a view and no engine: every task waits for the end of the view,
 * and its title and state are set from the frame.
 */
export const openView = async (screen: Screen, first: Frame): Promise<View> => {
  applyColor(screen);
  const { DefaultRenderer, Listr, ListrLogger, ListrTaskState, ProcessOutput } = await import('listr2');
  /** listr2 looks at stdout alone when it decides whether it may move the cursor. Our talk goes to stderr. */
  class OnStderr extends DefaultRenderer {
    static override nonTTY = true;
  }
  const STATES: Readonly<Record<Mark, string>> = {
    waiting: ListrTaskState.WAITING,
    running: ListrTaskState.STARTED,
    good: ListrTaskState.COMPLETED,
    bad: ListrTaskState.FAILED,
    open: ListrTaskState.CANCELLED,
    skipped: ListrTaskState.SKIPPED,
  };
  const over = Promise.withResolvers<void>();
  const wait = (): Promise<void> => over.promise;
  const settings = { concurrent: true, exitOnError: false } as const;
  const listr = new Listr<unknown, typeof OnStderr>(
    { title: first.header.join('\n'), task: wait },
    {
      ...settings,
      registerSignalListeners: false,
      renderer: OnStderr,
      rendererOptions: {
        formatOutput: 'truncate',
        collapseSkips: false,
        showSkipMessage: false,
        collapseErrors: false,
        showErrorMessage: false,
        icon: {
          PENDING: '▶',
          WAITING: '◻',
          COMPLETED: '✔',
          COMPLETED_WITH_FAILED_SUBTASKS: '✘',
          FAILED: '✘',
          FAILED_WITH_SUBTASKS: '✘',
          CANCELLED: '?',
          SKIPPED_WITHOUT_COLLAPSE: '–',
        },
        logger: new ListrLogger({ useIcons: true, processOutput: new ProcessOutput(process.stderr, process.stdout) }),
      },
    },
  );
  for (const { text, rows } of first.phases)
    listr.add({
      title: text,
      task: (_, task) =>
        task.newListr(
          rows.map(() => ({ title: TITLES, task: wait })),
          settings,
        ),
    });
  const set = (task: Task | undefined, text: string | undefined, state: string): void => {
    if (!task) return;
    if (text === undefined && task.title !== undefined) task.titleReset$ = undefined;
    else if (text !== undefined && task.title !== text) task.title$ = text;
    if (task.state !== state) task.state$ = state as never;
  };
  const tasks = listr.tasks as unknown as readonly Task[];
  const put = (frame: Frame, ended: boolean): void => {
    const stateOf = (mark: Mark): string => STATES[ended && mark === 'running' ? 'open' : mark];
    set(tasks[0], frame.header.join('\n'), ended ? STATES[frame.mark] : ListrTaskState.STARTED);
    for (const [at, phase] of frame.phases.entries()) {
      const task = tasks[at + 1];
      for (const [index, row] of phase.rows.entries()) set(task?.subtasks?.[index], row.text, stateOf(row.mark));
      set(task, phase.text, stateOf(phase.mark));
    }
  };
  const hide = (): void => {
    for (const task of tasks) {
      for (const row of task.subtasks ?? []) set(row, undefined, row.state);
      set(task, undefined, task.state);
    }
  };
  const running = listr.run();
  return {
    draw: (frame) => put(frame, false),
    end: async (last) => {
      if (last) put(last, true);
      else hide();
      over.resolve();
      await running;
    },
  };
};
