import { randomUUID } from 'node:crypto';
import { authenticate, type Caller } from '../access/authenticate.ts';
import { authorize } from '../access/authorize.ts';
import type { Fault } from '../faults/fault.ts';
import { noticeEvents } from '../consequences/events.ts';
import { faultError } from '../faults/errors.ts';
import type { Entry } from '../record/entry.ts';
import type { AnyHandler, Call, SimulatedService } from '../services/handlers.ts';
import { respondError } from '../wire/error-response.ts';
import { AwsError } from '../wire/error.ts';
import type { HttpIn } from '../wire/http.ts';
import { readInput, type Input } from '../wire/request.ts';
import { respond } from '../wire/response.ts';
import { route } from '../wire/route.ts';
import type { OperationSchema } from '../wire/schema.ts';
import type { Service } from '../wire/service.ts';
import { regionOf } from '../world/world.ts';
import type { Answer } from './answer.ts';
import { entryOf, isReadOnly } from './entry.ts';
import type { Simulation } from './simulation.ts';
import { watched } from './watched.ts';

/** One request on its way through: filled in step by step, so that a failure is recorded with what is known. */
interface Passage {
  readonly request: HttpIn;
  readonly requestId: string;
  service?: Service;
  operation?: OperationSchema;
  input?: Input;
  caller?: Caller;
  fault?: Fault | undefined;
}

/** bytes → route → read → authenticate → fault → authorize → handler → record → save → answer. */
export class Dispatcher {
  readonly #simulation: Simulation;
  readonly #services: readonly SimulatedService[];
  /** Told of errors that are the range's own, never AWS's. */
  readonly #onBug: (error: unknown) => void;

  constructor(simulation: Simulation, services: readonly SimulatedService[], onBug: (error: unknown) => void) {
    this.#simulation = simulation;
    this.#services = services;
    this.#onBug = onBug;
  }

  handle(request: HttpIn): Answer {
    const passage: Passage = { request, requestId: randomUUID() };
    try {
      return this.#pass(passage);
    } catch (thrown) {
      const error = this.#asAwsError(thrown);
      this.#record(passage, { error });
      return { response: respondError(passage.service, error, passage.requestId), spoiledBy: passage.fault };
    }
  }

  #pass(passage: Passage): Answer {
    const { request, requestId } = passage;
    const simulation = this.#simulation;
    const found = route(
      this.#services.map(({ service }) => service),
      request,
    );
    const service = (passage.service = found.service);
    const operation = (passage.operation = findOperation(service, found.operation));
    const input = (passage.input = readInput(found, operation, request));
    simulation.advance();
    const now = simulation.clock.now();
    const caller = (passage.caller = authenticate(simulation.world, service, request, now));
    const subject = { service: service.id, operation: operation[2], region: caller.region, input };
    const fault = (passage.fault = simulation.faults.take(subject, now));
    const early = fault && fault.when !== 'after' && fault.kind !== 'slow' && fault.kind !== 'trickle';
    if (early)
      throw faultError(fault, service, subject, caller.principal.arn) ?? new AwsError('Fault', fault.kind, 500);
    authorize(caller.account, caller.principal, service, operation[2], caller.region);
    const output = this.#run(passage, service, operation, caller, input);
    const late = fault && faultError(fault, service, subject, caller.principal.arn);
    if (late) return { response: respondError(service, late, requestId) };
    return { response: respond(service, operation, output as Input, requestId), spoiledBy: fault };
  }

  #run(passage: Passage, service: Service, operation: OperationSchema, caller: Caller, input: Input): object {
    const simulation = this.#simulation;
    const { account, principal, region } = caller;
    const call: Call = {
      simulation,
      world: simulation.world,
      account,
      region: regionOf(account, region),
      principal,
      now: simulation.clock.now(),
      service,
      operation: operation[2],
    };
    if (input['DryRun'] === true) throw dryRun();
    const handler = this.#services.find((one) => one.service === service)?.handlers[operation[2]];
    if (!handler) throw notSimulated(service, operation[2]);
    if (isReadOnly(operation[2])) {
      const output = handled(handler, input, call);
      this.#record(passage, { output });
      return output;
    }
    return this.#change(passage, () => handled(handler, input, call));
  }

  /** A write: recorded with whether it changed anything, and durable before its answer leaves; all of it or nothing. */
  #change(passage: Passage, run: () => object): object {
    const simulation = this.#simulation;
    const before = simulation.snapshot();
    try {
      const output = run();
      const entry = this.#record(passage, { output, effect: before !== simulation.snapshot() });
      if (entry) noticeEvents(simulation, entry);
      simulation.advance();
      return output;
    } catch (error) {
      simulation.restore(before);
      throw error;
    } finally {
      simulation.save();
    }
  }

  #record(passage: Passage, result: { output?: object; effect?: boolean; error?: AwsError }): Entry | undefined {
    const { service, operation, caller } = passage;
    if (!service || !operation || !caller) return undefined;
    const at = this.#simulation.clock.now();
    const entry = entryOf({ ...passage, service, operation: operation[2], caller, at, ...result });
    this.#simulation.record.add(entry);
    return entry;
  }

  #asAwsError(thrown: unknown): AwsError {
    if (thrown instanceof AwsError) return thrown;
    this.#onBug(thrown);
    return new AwsError('InternalFailure', `A bug in the range: ${String(thrown)}`, 500);
  }
}

/** Runs a handler, and makes sure that it did not pass over anything it was given. */
function handled(handler: AnyHandler, given: Input, call: Call): object {
  const { input, ignored } = watched(call.operation, given);
  const output = handler(input as never, call);
  const names = ignored();
  if (names.length) throw notSimulated(call.service, `${call.operation} with ${names.join(', ')}`);
  return output;
}

function findOperation(service: Service, name: string): OperationSchema {
  const operation = service.operations.get(name);
  if (!operation) throw notSimulated(service, name);
  return operation;
}

/** Honest, and with a 400 not retried: never a fake success. */
function notSimulated(service: Service, operation: string): AwsError {
  const json = service.protocol === 'awsJson1_0' || service.protocol === 'awsJson1_1';
  const code = json ? 'UnknownOperationException' : 'InvalidAction';
  return new AwsError(code, `The range does not simulate ${service.id} ${operation}`);
}

/** EC2 says "yes" with an error. Only permission has been checked (listed in docs/range.md). */
function dryRun(): AwsError {
  return new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
}
