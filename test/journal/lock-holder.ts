// A process that takes a lock, says so, and holds it until it is killed or told to let go.
import { takeLock } from '../../src/journal/index.ts';

const [path = '', operator = ''] = process.argv.slice(2);
const lock = await takeLock(path, operator);
process.stdout.write(`${JSON.stringify(lock.held ? { held: true } : lock)}\n`);
if (!lock.held) process.exit(7);
process.stdin.once('data', () => void lock.release().then(() => process.exit(0)));
