import { cronLines, timers } from './crons.ts';
import { read, replaceFile, run } from './io.ts';
import type { Memory } from './memory.ts';

const OFF = '# off while an incident is handled: ';

/** Switches off what would start a gateway again in the middle of it; what was switched off is remembered. */
export const pauseCrons = (memory: Memory): readonly string[] => {
  for (const { file, line } of cronLines()) {
    const text = read(file);
    if (text === undefined) continue;
    memory.crons[file] = [...new Set([...(memory.crons[file] ?? []), line])];
    replaceFile(
      file,
      text
        .split('\n')
        .map((each) => (each === line ? OFF + each : each))
        .join('\n'),
    );
  }
  for (const timer of timers()) {
    if (!memory.timers.includes(timer)) memory.timers.push(timer);
    run('systemctl', ['stop', timer]);
  }
  return [
    ...Object.entries(memory.crons).flatMap(([file, lines]) => lines.map((line) => `${file}: ${line}`)),
    ...memory.timers,
  ];
};
export const resumeCrons = (memory: Memory): readonly string[] => {
  const resumed: string[] = [];
  for (const [file, lines] of Object.entries(memory.crons)) {
    const text = read(file);
    if (text === undefined) continue;
    replaceFile(
      file,
      text
        .split('\n')
        .map((each) => (lines.includes(each.slice(OFF.length)) && each.startsWith(OFF) ? each.slice(OFF.length) : each))
        .join('\n'),
    );
    resumed.push(file);
  }
  for (const timer of memory.timers) {
    run('systemctl', ['start', timer]);
    resumed.push(timer);
  }
  return resumed;
};
