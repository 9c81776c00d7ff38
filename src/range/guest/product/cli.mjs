// The command line beside `gateway run`: config, devices, service, reports. What it does not know, it says.
import { configCommands } from './cli-config.mjs';
import { deviceCommand } from './cli-devices.mjs';
import { reports } from './cli-reports.mjs';
import { serviceCommands } from './cli-service.mjs';
import { fail, print } from './print.mjs';

const refuse = ({ generation, words }) => {
  process.stderr.write(`error: unknown command '${words.join(' ')}' (range: not simulated for ${generation.name})\n`);
  return 1;
};

function commandFor({ generation, flags, words }) {
  const [command, verb] = words;
  if (flags.version || flags.V)
    return () => print(generation.isCurrent ? `OpenClaw ${generation.version} (eb377ac)` : generation.version);
  if (command === 'config') return configCommands(generation)[verb];
  if (command === 'devices') return deviceCommand(generation, verb);
  if (command === 'gateway') return serviceCommands[verb];
  return reports(generation)[[command, verb].filter(Boolean).join(' ')] ?? reports(generation)[command];
}

export async function runCommand(run) {
  const command = commandFor(run) ?? refuse;
  try {
    process.exitCode = (await command(run)) ?? 0;
  } catch (error) {
    process.exitCode = fail(`[${run.generation.name}] ${error.message}`);
  }
}
