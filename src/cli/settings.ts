import { userInfo } from 'node:os';
import { relative } from 'node:path';

/** The options that every command takes, as they were given. */
export interface Settings {
  readonly json: boolean;
  readonly jsonl: boolean;
  /** `--no-input`: nothing is ever asked. */
  readonly input: boolean;
  readonly yes: boolean;
  readonly approve: readonly string[];
  readonly color: 'auto' | 'always' | 'never';
  readonly debug: boolean;
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  /** How the program was started: what every printed command begins with (decisions 20). */
  readonly program: string;
  /** The person at the keyboard. */
  readonly operator: string;
}

/** `npx ir`, `npm run ir --`, the source started by Node, or the installed `ir`. */
export const programName = (env: NodeJS.ProcessEnv, [, script = '']: readonly string[] = process.argv): string => {
  if (env['npm_command'] === 'exec') return 'npx ir';
  if (env['npm_lifecycle_event'] === 'ir') return 'npm run ir --';
  return script.endsWith('/src/cli/main.ts') ? `node ${relative(process.cwd(), script)}` : 'ir';
};

export const settingsOf = (options: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv): Settings => {
  const given = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined);
  const color = given('color');
  const optional = { profile: given('profile'), region: given('region'), endpointUrl: given('endpointUrl') };
  return {
    json: options['json'] === true,
    jsonl: options['jsonl'] === true,
    input: options['input'] !== false && options['json'] !== true && options['jsonl'] !== true,
    yes: options['yes'] === true,
    approve: Array.isArray(options['approve']) ? options['approve'].map(String) : [],
    color: color === 'always' || color === 'never' ? color : 'auto',
    debug: options['debug'] === true,
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as object),
    program: programName(env),
    operator: env['IR_OPERATOR'] ?? userInfo().username,
  };
};
