import type { Fault, FaultKind } from './fault.ts';

const KINDS: readonly FaultKind[] = [
  'throttle',
  '5xx',
  'html-500',
  'html-200',
  'empty-200',
  'slow',
  'hang',
  'trickle',
  'reset',
  'access-denied',
  'expired-token',
  'not-visible',
];

const HELP = `a fault is written service.operation=kind, for instance EC2.CreateSnapshots=5xx,times=2. Kinds: ${KINDS.join(', ')}. Further: times=, after=, ms=, when=after, resource=, region=`;

function isKind(text: string): text is FaultKind {
  return (KINDS as readonly string[]).includes(text);
}

const NUMBERS = new Set(['times', 'after', 'ms']);
const TEXTS = new Set(['when', 'resource', 'region']);

function optionOf(text: string): readonly [string, string | number] {
  const [name = '', value = ''] = text.split('=');
  if (NUMBERS.has(name) && /^\d+$/.test(value)) return [name, Number(value)];
  if (TEXTS.has(name) && value && (name !== 'when' || value === 'before' || value === 'after')) return [name, value];
  throw new Error(`“${text}”: ${HELP}`);
}

/** `EC2.CreateSnapshots`, `EC2.*`, or the operation alone. */
function subjectOf(text: string): { service?: string; operation?: string } {
  const [first = '', second] = text.split('.');
  const [service, operation] = second === undefined ? ['*', first] : [first, second];
  return { ...(service !== '*' && { service }), ...(operation !== '*' && { operation }) };
}

/** Reads a fault from a command line: `EC2.CreateSnapshots=5xx,times=2`; `*` stands for any service or operation. */
export function parseFault(text: string): Fault {
  const [rule = '', ...options] = text.split(',');
  const [, subject = '', kind = ''] = /^([^=]+)=(.+)$/.exec(rule) ?? [];
  if (!isKind(kind)) throw new Error(`“${text}”: ${HELP}`);
  return { kind, ...subjectOf(subject), ...Object.fromEntries(options.map(optionOf)) };
}
