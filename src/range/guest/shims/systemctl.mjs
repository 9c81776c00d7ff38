// systemctl: finds its manager as the real one does, and hands it the whole command line.
import { connect } from 'node:net';

const argv = process.argv.slice(2);
const has = (...names) => argv.some((word) => names.includes(word));
const machineAt = argv.findIndex((word) => /^(-M|--machine)/.test(word));
const machine =
  machineAt < 0 ? undefined : (/^(?:-M|--machine=)(.+)$/s.exec(argv[machineAt])?.[1] ?? argv[machineAt + 1]);

const fail = (text) => {
  process.stderr.write(`${text}\n`);
  process.exit(1);
};

/** The user's manager needs to be told where his bus is; a command under SSM is not told (trap T20). */
function socketPath() {
  if (machine !== undefined && !/^(ubuntu|1000|root)?@(\.host)?$|^\.host$/.test(machine))
    fail(`Failed to connect to bus: Host is down`);
  if (!has('--user')) return '/run/systemd/private';
  if (machine !== undefined)
    return /^(ubuntu|1000)@/.test(machine)
      ? '/run/user/1000/systemd/private'
      : fail('Failed to connect to bus: No medium found');
  const { XDG_RUNTIME_DIR: runtime, DBUS_SESSION_BUS_ADDRESS: bus } = process.env;
  if (runtime) return `${runtime}/systemd/private`;
  return /^unix:path=([^,;]+)/.exec(bus ?? '')?.[1] ?? fail('Failed to connect to bus: No medium found');
}

if (has('--version')) {
  process.stdout.write('systemd 255 (255.4-1ubuntu8.10)\n');
  process.exit(0);
}
let text = '';
connect(socketPath())
  .on('connect', function send() {
    this.write(`${JSON.stringify({ argv })}\n`);
  })
  .setEncoding('utf8')
  .on('error', ({ code }) =>
    fail(`Failed to connect to bus: ${code === 'ENOENT' ? 'No such file or directory' : 'Connection refused'}`),
  )
  .on('data', (data) => {
    text += data;
  })
  .on('end', () => {
    const { code, out = '', err = '' } = JSON.parse(text);
    process.stdout.write(out);
    process.stderr.write(err);
    process.exitCode = code;
  });
