/** Started by persistence.test.ts: a range on the given folder, which says where it is and waits to be killed. */
import { startRange } from '../../src/range/index.ts';

const range = await startRange({ scenario: 'compromised-instance', dir: process.argv[2] ?? '' });
process.stdout.write(`${JSON.stringify(range.info)}\n`);
