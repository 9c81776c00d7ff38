import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { tallyOf } from './attack/attack.ts';
import { Attacker } from './attack/attacker.ts';
import { serveDoor, upgradeDoor } from './doors/serve.ts';
import { Control } from './control/control.ts';
import { checkFaults } from './faults/check.ts';
import { Faults } from './faults/faults.ts';
import { Hosts } from './hosts/hosts.ts';
import { RequestRecord } from './record/request-record.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { scenarios } from './scenarios/index.ts';
import { Dispatcher } from './server/dispatch.ts';
import { guestCalls } from './server/guest-calls.ts';
import { listen, type Doors } from './server/http.ts';
import { Simulation } from './server/simulation.ts';
import { services } from './services/index.ts';
import { infoOf } from './info.ts';
import type { Range, RangeOptions } from './options.ts';
import { instanceCredentials } from './control/credentials.ts';
import { hostPlanOf } from './start/host-plan.ts';
import { newWorld } from './start/new-world.ts';
import { abandonWork } from './start/resume.ts';
import { scratchFolder } from './start/scratch.ts';
import { Ticker } from './start/ticker.ts';
import { queueTimedEvents } from './consequences/events.ts';
import { realClock } from './world/clock.ts';
import type { HttpIn } from './wire/http.ts';
import { Store } from './world/store.ts';

function scenarioOf(id: string | Scenario): Scenario {
  if (typeof id !== 'string') return id;
  const scenario = scenarios[id];
  if (!scenario) throw new Error(`There is no scenario ${id}. There are: ${Object.keys(scenarios).join(', ')}`);
  return scenario;
}

function simulate(scenario: Scenario, options: RangeOptions, dir: string): Simulation {
  const store = options.dir ? new Store(options.dir) : undefined;
  const record = new RequestRecord(options.dir);
  const kept = store?.load();
  const world = kept ?? newWorld(scenario, options.seed, record, realClock.now());
  if (world.scenario !== scenario.id) throw new Error(`${options.dir} holds the scenario ${world.scenario}`);
  const faults = new Faults([...(scenario.faults ?? []), ...(options.faults ?? [])]);
  const hosts = new Hosts(join(dir, 'hosts'), (id) => hostPlanOf(world, id));
  const events = scenario.events ?? [];
  const { onBug = () => {} } = options;
  const simulation = new Simulation({ world, clock: realClock, record, faults, hosts, events, store, onBug });
  if (kept) abandonWork(world, realClock.now());
  queueTimedEvents(simulation);
  simulation.save();
  return simulation;
}

const doorsOf = (simulation: Simulation): Doors => ({
  serve: (message, response) => serveDoor(simulation, message, response),
  upgrade: (message, socket) => upgradeDoor(simulation, message, socket),
});

/** Starts a simulated AWS on loopback. */
export async function start(options: RangeOptions): Promise<Range> {
  const scenario = scenarioOf(options.scenario);
  checkFaults(options.faults ?? [], services);
  const dir = options.dir ?? scratchFolder();
  const simulation = simulate(scenario, options, dir);
  const dispatcher = new Dispatcher(simulation, services, options.onBug ?? (() => {}));
  const { port: wanted = 0, latencyMs = 0 } = options;
  // Whether there are hosts is found out meanwhile; only Systems Manager has to wait for the answer.
  void simulation.hosts.probe();
  const handle = async (request: HttpIn) => {
    if (request.headers['x-amz-target']?.startsWith('AmazonSSM')) await simulation.hosts.probe();
    return dispatcher.handle(request);
  };
  const { server, port, closeConnections } = await listen({
    port: wanted,
    latencyMs,
    handle,
    doors: doorsOf(simulation),
  });
  const ticker = new Ticker(simulation);
  simulation.hosts.answerCalls(guestCalls(simulation, dispatcher));
  const attacker = new Attacker(simulation);
  const { world, record, faults, hosts } = simulation;
  const info = infoOf(world, scenario, `http://127.0.0.1:${port}`);
  return {
    ...info,
    info,
    world,
    control: new Control(simulation),
    record,
    faults,
    faultsHit: faults.hits,
    hosts,
    get attack() {
      return world.attack && tallyOf(world.attack, world.startedAt);
    },
    instanceCredentials: (id) => instanceCredentials(simulation, id),
    async stop() {
      ticker.stop();
      attacker.stop();
      closeConnections();
      await new Promise((resolve) => server.close(resolve));
      simulation.close();
      await hosts.stop();
      if (!options.dir) rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
