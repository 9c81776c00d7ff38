import type { Simulation } from '../server/simulation.ts';
import type { Principal } from '../access/principal.ts';
import type { Service } from '../wire/service.ts';
import type { Account, Region, World } from '../world/world.ts';

/** What a handler knows besides its input. */
export interface Call {
  readonly simulation: Simulation;
  readonly world: World;
  readonly account: Account;
  readonly region: Region;
  readonly principal: Principal;
  readonly now: number;
  readonly service: Service;
  readonly operation: string;
}

/** Input and output of an SDK command class. `never` stands for parameters that we don't look at. */
type InOut<Command> = Command extends new (...args: never[]) => {
  input: infer Input;
  resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer Output }>;
}
  ? { input: Input; output: Output }
  : never;

type OperationName<Key> = Key extends `${infer Name}Command` ? Name : never;

/**
 * Handlers for a client package: the handler of X takes XCommandInput and returns XCommandOutput without `$metadata`,
 * so the compiler checks them against the SDK. They are synchronous: one request is one change of the world.
 */
export type Handlers<Module> = {
  [Key in keyof Module as OperationName<Key>]?: (
    input: InOut<Module[Key]>['input'],
    call: Call,
  ) => Omit<InOut<Module[Key]>['output'], '$metadata'>;
};

/** A handler with its types forgotten: the wire has checked the input against the same schema. */
export type AnyHandler = (input: never, call: Call) => object;

/** A service of the range: what is on the wire, and who answers. */
export interface SimulatedService {
  readonly service: Service;
  readonly handlers: Readonly<Record<string, AnyHandler>>;
}
