// aws: a few calls, made as the instance's own role session. The range answers them, and its policies hold.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const SIMULATED = {
  'secretsmanager get-secret-value': ['secretsmanager', 'GetSecretValue'],
  'secretsmanager describe-secret': ['secretsmanager', 'DescribeSecret'],
  'secretsmanager put-secret-value': ['secretsmanager', 'PutSecretValue'],
  'ssm get-parameter': ['ssm', 'GetParameter'],
  'ssm put-parameter': ['ssm', 'PutParameter'],
  'sts get-caller-identity': ['sts', 'GetCallerIdentity'],
};
const SWITCHES = new Set([
  'with-decryption',
  'overwrite',
  'no-overwrite',
  'no-cli-pager',
  'no-paginate',
  'no-sign-request',
]);
const GENERAL = new Set([
  'region',
  'query',
  'output',
  'profile',
  'no-cli-pager',
  'no-paginate',
  'endpoint-url',
  'cli-connect-timeout',
  'cli-read-timeout',
]);

const fail = (code, text) => {
  process.stderr.write(`${text}\n`);
  process.exit(code);
};

const words = [];
const options = {};
const argv = process.argv.slice(2);
for (let at = 0; at < argv.length; at += 1) {
  const [, name, inline] = /^--([\w-]+)(?:=(.*))?$/s.exec(argv[at]) ?? [];
  if (!name) words.push(argv[at]);
  else if (SWITCHES.has(name)) options[name] = true;
  else options[name] = inline ?? argv[(at += 1)];
}

/** `file://…` stands for what is in a file. */
const valueOf = (value) =>
  typeof value === 'string' && value.startsWith('file://') ? readFileSync(value.slice(7), 'utf8') : value;
const member = (name) =>
  name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
const [service, operation] =
  SIMULATED[words.join(' ')] ?? fail(252, `range: aws ${words.join(' ')} is not simulated on this host`);
const input = Object.fromEntries(
  Object.entries(options)
    .filter(([name]) => !GENERAL.has(name))
    .map(([name, value]) => [member(name), valueOf(value)]),
);

/** A path of names is all that is understood of `--query`. */
function show(answer) {
  const path = options.query ?? '';
  if (!/^[\w.]*$/.test(path)) fail(252, `range: --query ${path} is not simulated`);
  const found = path.split('.').reduce((value, key) => (key ? value?.[key] : value), answer);
  if (options.output === 'text')
    process.stdout.write(
      `${typeof found === 'object' && found ? Object.values(found).join('\t') : (found ?? 'None')}\n`,
    );
  else process.stdout.write(`${JSON.stringify(found ?? null, null, 4)}\n`);
}

let text = '';
const region = options.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
connect('/run/range-aws.sock')
  .on('connect', function ask() {
    this.write(`${JSON.stringify({ service, operation, input, region })}\n`);
  })
  .setEncoding('utf8')
  .on('error', (error) => fail(255, `Could not connect to the endpoint URL: ${error.message}`))
  .on('data', (data) => (text += data))
  .on('end', () => {
    const { error, answer } = JSON.parse(text);
    if (error?.code === 'NoCredentials')
      fail(253, 'Unable to locate credentials. You can configure credentials by running "aws configure".');
    if (error?.code === 'Unreachable') fail(255, `Could not connect to the endpoint URL: "${error.message}"`);
    if (error)
      fail(254, `\nAn error occurred (${error.code}) when calling the ${operation} operation: ${error.message}`);
    show(answer);
  });
