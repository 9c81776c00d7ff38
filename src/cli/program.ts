import { Command, Option } from 'commander';

type Action = (options: Record<string, unknown>, ...args: string[]) => Promise<number>;
/** Each command's code is loaded when it is run: `ir --help` loads none. */
const commands: Readonly<Record<string, () => Promise<{ readonly command: Action }>>> = {
  run: () => import('./commands/run.ts'),
  drill: () => import('./commands/drill.ts'),
  range: () => import('./commands/range.ts'),
  list: () => import('./commands/list.ts'),
  plan: () => import('./commands/plan.ts'),
  policy: () => import('./commands/policy.ts'),
  cases: () => import('./commands/cases.ts'),
  status: () => import('./commands/status.ts'),
  resume: () => import('./commands/resume.ts'),
  approve: () => import('./commands/approve.ts'),
  deny: () => import('./commands/deny.ts'),
  done: () => import('./commands/done.ts'),
  note: () => import('./commands/note.ts'),
  set: () => import('./commands/set.ts'),
  abort: () => import('./commands/abort.ts'),
  take: () => import('./commands/take.ts'),
  release: () => import('./commands/release.ts'),
  close: () => import('./commands/close.ts'),
  timeline: () => import('./commands/timeline.ts'),
};

export const COMMANDS = Object.keys(commands);

const output = [
  new Option('--json', 'one JSON document on standard output; never asks'),
  new Option('--jsonl', 'every event as a line of JSON on standard output; never asks'),
  new Option('--no-input', 'never ask; a missing value is an error'),
  new Option('--color <when>', 'auto, always or never').choices(['auto', 'always', 'never']).default('auto'),
  new Option('--debug', 'say more on standard error, stack traces too'),
];
const aws = [
  new Option('--profile <name>', 'AWS profile'),
  new Option('--region <region>', 'AWS region'),
  new Option('--endpoint-url <url>', 'send every AWS call there instead, as in the aws CLI'),
];
const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const answers = [
  new Option('--yes', 'answer ordinary confirmations with yes; never one that destroys'),
  new Option('--approve <gate>', 'approve this gate when it is asked, by id; may be repeated')
    .argParser(collect)
    .default([]),
];
const times = [
  new Option('--severity <severity>', 'how bad it is').choices(['critical', 'high', 'medium']),
  new Option('--began <time>', 'earliest sign: 08:00, 3h ago, or ISO 8601; sets how far back the review looks'),
  new Option('--alerted <time>', 'when the alert came: the clocks start here'),
];
const scope = [
  new Option('--evidence-only', 'keep evidence, touch nothing'),
  new Option('--cut-connections', 'cut tracked connections even where there is a public address'),
];

// Kept apart from `--no-input`, which commander would store in the same place.
const inputFile = new Option('--input <file>', 'answers to the playbook’s questions as JSON; - for standard input');
inputFile.attributeName = () => 'inputFile';

export const programOf = (version: string, done: (exit: number) => void): Command => {
  const program = new Command('ir')
    .description('Incident-response runbooks on AWS: contain, prove it, keep the evidence, write the timeline.')
    .version(version)
    .showHelpAfterError(false)
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  const add = (usage: string, description: string, options: readonly Option[] = []): Command => {
    const [name = ''] = usage.split(' ');
    const command = program.command(usage).description(description);
    for (const option of [...options, ...output]) command.addOption(option);
    return command.action(async (...given: unknown[]) => {
      given.pop();
      const flags = given.pop() as Record<string, unknown>;
      const load = commands[name];
      if (!load) throw new Error(`no command ${name}`);
      done(await (await load()).command({ ...flags, rest: command.args }, ...(given.flat() as string[])));
    });
  };
  // The questions of a playbook are options too (`--instance-id i-…`): they are read by the command, from its fields.
  const open = (command: Command): Command => command.allowUnknownOption().allowExcessArguments();

  open(
    add('run <playbook> [target]', 'run a playbook: a wizard in a terminal, or all by flags', [
      ...times,
      ...scope,
      new Option('--platform <name>', 'where the target runs: aws (as without it), or railway'),
      new Option('--dry-run', 'real reads, no change; EC2 says whether each call would be allowed'),
      inputFile,
      ...answers,
      ...aws,
    ]),
  );
  open(
    add('drill <playbook>', 'the same in the range: nothing real is touched', [
      new Option('--scenario <name>', 'which situation to rehearse'),
      new Option('--seed <number>', 'the same ids again'),
      new Option('--fault <rule>', 'a fault, for example CreateSnapshots=throttle:3; may be repeated')
        .argParser(collect)
        .default([]),
      ...times,
      ...scope,
      ...answers,
    ]),
  );
  add('range', 'start the simulated AWS on its own', [
    new Option('--scenario <name>', 'which situation').default('compromised-instance'),
    new Option('--seed <number>', 'the same ids again'),
    new Option('--port <number>', 'listen here instead of on a free port'),
    new Option('--dir <folder>', 'keep its state there'),
    new Option('--latency <ms>', 'let every call take this long'),
    new Option('--fault <rule>', 'a fault; may be repeated').argParser(collect).default([]),
    new Option('--until-stdin-ends', 'end with standard input instead of on Ctrl-C').hideHelp(),
  ]);
  add('list', 'the playbooks, and when to use which');
  add(
    'plan <playbook>',
    'what a playbook would do: clocks, calls, what each step changes, how it is proven and released',
    times.slice(0, 1),
  );
  add('policy <playbook>', 'the IAM policies that a playbook needs: to respond, to release, to destroy');
  add('cases', 'the cases on this machine');
  const ofCase = (name: string, description: string, options: readonly Option[] = []): Command =>
    add(`${name} <case>`, description, [...options, ...aws]);
  ofCase('status', 'what is true now: every change is read again', [
    new Option('--offline', 'keep to the journal, read nothing again'),
  ]);
  ofCase('resume', 'go on with a case', answers);
  const noResume = new Option('--no-resume', 'only record it; do not go on with the run');
  add('approve <case> <gate>', 'approve a gate that waits', [
    noResume,
    new Option('--target <id>', 'what is destroyed, typed once more, where the gate is one that destroys'),
    ...answers,
    ...aws,
  ]);
  add('deny <case> <gate>', 'decline a gate that waits', [noResume, ...answers, ...aws]);
  open(
    add('done <case> <task>', 'attest a by-hand step: --<proof> value, or asked for', [noResume, ...answers, ...aws]),
  );
  add('note <case> <text...>', 'write a line into the case', []);
  ofCase('set', 'change severity or earliest sign; the clocks are worked out again', times.slice(0, 2));
  ofCase('abort', 'stop a run; nothing that was changed is put back', [new Option('--because <why>', 'the reason')]);
  ofCase('take', 'take a case over from another machine or operator', [new Option('--because <why>', 'the reason')]);
  ofCase('release', 'put back what was changed, from the saved state', [
    new Option('--false-positive', 'the alert was wrong: denies go too, and the service is proven afterwards'),
    new Option('--only <step>', 'release only this; may be repeated').argParser(collect).default([]),
    new Option('--accept-drift <step>', 'release this although somebody has changed it since; may be repeated')
      .argParser(collect)
      .default([]),
    ...answers,
  ]);
  ofCase('close', 'end a case: its clocks stop, what still stands is listed', [
    new Option('--as <how>', 'resolved, false-positive, drill, or duplicate-of <case>'),
  ]);
  ofCase('timeline', 'write the timeline document');
  return program;
};
