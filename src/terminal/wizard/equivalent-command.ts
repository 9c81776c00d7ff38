import { quoted } from '../text/commands.ts';

export interface WizardAnswers {
  readonly command: 'run' | 'drill';
  readonly playbook: string;
  /** By the field's name; `undefined` was not answered. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** By the flag's name without dashes: `severity`, `evidence-only`. `true` stands alone. */
  readonly flags: Readonly<Record<string, string | number | boolean | Date | readonly string[] | undefined>>;
}
const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const wordsOf = (name: string, value: unknown): readonly string[] => {
  const flag = flagOf(name);
  if (value === undefined || value === null || value === false) return [];
  if (value === true) return [flag];
  if (value instanceof Date) return [flag, quoted(value.toISOString())];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => wordsOf(name, each));
  return [flag, quoted(typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value))];
};
/** The command line that gives every answer of a wizard at once. */
export const equivalentCommand = (program: string, { command, playbook, inputs, flags }: WizardAnswers): string =>
  [
    program,
    command,
    quoted(playbook),
    ...Object.entries(inputs).flatMap(([name, value]) =>
      // An answer to a question is a value even where it is "yes".
      wordsOf(name, typeof value === 'boolean' ? String(value) : value),
    ),
    ...Object.entries(flags).flatMap(([name, value]) => wordsOf(name, value)),
  ].join(' ');
