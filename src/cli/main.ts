import { programOf } from './program.ts';
import { VERSION } from './version.ts';

let exit = 0;
const program = programOf(VERSION, (code) => {
  exit = code;
});
try {
  await program.parseAsync(process.argv);
} catch (error) {
  const { report } = await import('./report.ts');
  exit = report(error, process.argv.includes('--debug'));
}
process.exitCode = exit;
