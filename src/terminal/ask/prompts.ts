import type { Screen } from '../screen.ts';

/** How asking a person ended. */
export type Said<T> =
  | { readonly is: 'said'; readonly value: T }
  /** Ctrl-C. */
  | { readonly is: 'interrupted' }
  /** The question's signal fired: somebody else has answered, or its time is up. */
  | { readonly is: 'ended' };

export interface Option<T> {
  readonly value: T;
  readonly name: string;
  /** What stays on the screen once it is chosen. */
  readonly short?: string;
  /** Shown below the list while this one is marked. */
  readonly description?: string;
  /** Shown with why it can’t be chosen. */
  readonly disabled?: string;
}
interface Base {
  readonly message: string;
}
type Check = (text: string) => true | string;
export interface Prompts {
  readonly confirm: (question: Base, signal?: AbortSignal) => Promise<Said<boolean>>;
  readonly input: (
    question: Base & { readonly fallback?: string; readonly check?: Check },
    signal?: AbortSignal,
  ) => Promise<Said<string>>;
  readonly select: <T>(
    question: Base & { readonly options: readonly Option<T>[]; readonly fallback?: T },
    signal?: AbortSignal,
  ) => Promise<Said<T>>;
  /** A list that is filtered by typing. */
  readonly search: <T>(
    question: Base & { readonly options: (term: string) => readonly Option<T>[] },
    signal?: AbortSignal,
  ) => Promise<Said<T>>;
}

/** The libraries read the environment when they are loaded: what the person chose must stand there by then. */
export const applyColor = ({ color }: Pick<Screen, 'color'>): void => {
  if (color) delete process.env['NO_COLOR'];
  else {
    process.env['NO_COLOR'] = '1';
    delete process.env['FORCE_COLOR'];
  }
};
const PAGE = 10;

/** Questions on stderr, by inquirer, which is loaded at the first one. */
export const promptsOn = (screen: Screen): Prompts => {
  const ask = async <T>(question: object, signal?: AbortSignal): Promise<Said<T>> => {
    applyColor(screen);
    const { default: inquirer } = await import('inquirer');
    const prompt = inquirer.createPromptModule({ output: process.stderr, ...(signal ? { signal } : {}) });
    try {
      const answers = (await prompt([{ ...question, name: 'value' } as never])) as { readonly value: T };
      return { is: 'said', value: answers.value };
    } catch (error) {
      if (signal?.aborted) return { is: 'ended' };
      if (error instanceof Error && /^(Exit|Cancel|Abort)PromptError$/.test(error.name)) return { is: 'interrupted' };
      throw error;
    }
  };
  return {
    confirm: ({ message }, signal) => ask({ type: 'confirm', message, default: false }, signal),
    input: ({ message, fallback, check }, signal) =>
      ask(
        {
          type: 'input',
          message,
          ...(fallback === undefined ? {} : { default: fallback }),
          ...(check ? { validate: check } : {}),
        },
        signal,
      ),
    select: ({ message, options, fallback }, signal) =>
      ask(
        {
          type: 'select',
          message,
          choices: options,
          pageSize: PAGE,
          loop: false,
          ...(fallback === undefined ? {} : { default: fallback }),
        },
        signal,
      ),
    search: ({ message, options }, signal) =>
      ask({ type: 'search', message, pageSize: PAGE, source: (term?: string) => options(term ?? '') }, signal),
  };
};
