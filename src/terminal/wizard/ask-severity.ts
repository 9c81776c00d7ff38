import { DEADLINES } from '../../engine/index.ts';
import { SEVERITIES, type Severity } from '../../language/index.ts';
import { promptsOn } from '../ask/prompts.ts';
import type { Screen } from '../screen.ts';
import { limit } from '../times.ts';
import { type Asked, askedOf, BACK, backOption, unasked } from './asked.ts';

const MEANS: Readonly<Record<Severity, string>> = {
  critical: 'confirmed',
  high: 'suspected',
  medium: 'odd, nothing points to an attack',
};
const deadlines = (severity: Severity): string => {
  const { isolate, revoke, assess } = DEADLINES[severity];
  const by = Object.entries({ isolate, revoke, assess }).flatMap(([phase, seconds]) =>
    seconds === undefined ? [] : [`${phase} by ${limit(seconds)}`],
  );
  return by.join(', ');
};
/** How bad it is, with the deadlines that follow. Whoever is not sure takes high; `ir set` changes it later. */
export const askSeverity = async (screen: Screen, given?: string): Promise<Asked<Severity>> => {
  const flag = '--severity';
  if (given !== undefined) {
    const found = SEVERITIES.find((severity) => severity === given);
    if (found) return { is: 'answer', value: found };
    return { is: 'bad', flag, because: `it is one of ${SEVERITIES.join(', ')}` };
  }
  const missing = unasked(screen, flag);
  if (missing) return missing;
  const line = (name: string, means: string, severity: Severity): string =>
    `${name.padEnd(9)} ${means.padEnd(10)}  ${deadlines(severity)}`;
  const [critical, high, medium] = SEVERITIES;
  const said = await promptsOn(screen).select<Severity | typeof BACK>({
    message: 'How bad is it?',
    fallback: high,
    options: [
      {
        value: critical,
        short: critical,
        name: line(critical, MEANS.critical, critical),
        description: 'a confirmed leak or intrusion',
      },
      { value: high, short: high, name: line(high, MEANS.high, high) },
      { value: medium, short: medium, name: line(medium, 'odd', medium), description: MEANS.medium },
      { value: high, short: 'not sure: high', name: `${'not sure'.padEnd(9)} means high; it can be set later` },
      backOption,
    ],
  });
  return askedOf(said);
};
