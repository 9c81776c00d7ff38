import { userInfo } from 'node:os';

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

export const programName = (env: NodeJS.ProcessEnv): string => (env['npm_command'] === 'exec' ? 'npx ir' : 'ir');

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
