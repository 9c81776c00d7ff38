import type { CommandInput, CommandOutput, RailwayCall } from '../railway/index.ts';
import type { Call, ReadCall } from './operations.ts';

/** The re-export file of each service, by the service's IAM prefix. */
export interface Modules {
  ec2: typeof import('./clients/ec2.ts');
  iam: typeof import('./clients/iam.ts');
  sts: typeof import('./clients/sts.ts');
  ssm: typeof import('./clients/ssm.ts');
  autoscaling: typeof import('./clients/autoscaling.ts');
  elasticloadbalancing: typeof import('./clients/elasticloadbalancing.ts');
  cloudwatch: typeof import('./clients/cloudwatch.ts');
  cloudtrail: typeof import('./clients/cloudtrail.ts');
  cloudformation: typeof import('./clients/cloudformation.ts');
  cloudfront: typeof import('./clients/cloudfront.ts');
  secretsmanager: typeof import('./clients/secretsmanager.ts');
  logs: typeof import('./clients/logs.ts');
  ce: typeof import('./clients/ce.ts');
}
export type Service = keyof Modules;

type CommandOf<C extends Call> = C extends `${infer S extends Service}:${infer Name}`
  ? `${Name}Command` extends keyof Modules[S]
    ? Modules[S][`${Name}Command`]
    : never
  : never;
type Made<K> = K extends abstract new (...a: never[]) => infer Command ? Command : never;
export type InputOf<C extends Call> = C extends RailwayCall
  ? CommandInput<C>
  : Made<CommandOf<C>> extends { input: infer I }
    ? I
    : never;
export type OutputOf<C extends Call> = C extends RailwayCall
  ? CommandOutput<C>
  : Made<CommandOf<C>> extends { resolveMiddleware: (...a: never[]) => (...b: never[]) => Promise<{ output: infer O }> }
    ? Omit<O, '$metadata'>
    : never;

export interface At {
  /** Another region than the incident's. */
  readonly region?: string;
  /**
   * Sent although the step's time is up or a person has aborted, with 15 s of its own. For the one write that must not
   * be left out: closing again what the step itself has opened.
   */
  readonly evenIfLate?: boolean;
}
/** The only way to AWS, and to Railway. It opens for the calls that an action has declared and for no others. */
export type Aws<C extends Call> = <K extends C>(call: K, input: InputOf<K>, at?: At) => Promise<OutputOf<K>>;
/** The same way, for reading only. */
export type Looking<C extends Call> = Aws<Extract<C, ReadCall>>;
