// The command line of systemctl: options anywhere, each with its value in the next word or behind `=`.
const VALUED = {
  '-p': 'property',
  '--property': 'property',
  '-P': 'single',
  '-t': 'type',
  '--type': 'type',
  '--state': 'state',
  '-o': 'output',
  '--output': 'output',
  '-n': 'lines',
  '--lines': 'lines',
  '-s': 'signal',
  '--signal': 'signal',
  '--kill-whom': 'whom',
  '--kill-who': 'whom',
  '--kill-mode': 'whom',
  '-M': 'machine',
  '--machine': 'machine',
};
const FLAGS = {
  '--user': 'user',
  '--system': 'system',
  '-q': 'quiet',
  '--quiet': 'quiet',
  '-a': 'all',
  '--all': 'all',
  '-l': 'full',
  '--full': 'full',
  '--no-pager': 'noPager',
  '--no-legend': 'noLegend',
  '--plain': 'plain',
  '--now': 'now',
  '--runtime': 'runtime',
  '--value': 'value',
  '-f': 'force',
  '--force': 'force',
  '--no-block': 'noBlock',
  '--no-ask-password': 'noAsk',
  '--no-warn': 'noWarn',
  '--failed': 'failed',
};

export function readArguments(argv) {
  const options = {};
  const words = [];
  for (let at = 0; at < argv.length; at += 1) {
    const [, long, value] = /^(--[\w-]+)=(.*)$/s.exec(argv[at]) ?? [];
    const short = /^-[pPtonsM]./.test(argv[at]) && !argv[at].startsWith('--') ? argv[at].slice(0, 2) : undefined;
    const name = long ?? short ?? argv[at];
    if (argv[at] === '--legend=false') options.noLegend = true;
    else if (VALUED[name]) {
      const given = value ?? (short ? argv[at].slice(2) : argv[(at += 1)]);
      options[VALUED[name]] = [...(options[VALUED[name]] ?? []), given ?? ''];
    } else if (FLAGS[name]) options[FLAGS[name]] = true;
    else if (name.startsWith('-')) return { options, words, unknown: argv[at] };
    else words.push(argv[at]);
  }
  return { options, words };
}
