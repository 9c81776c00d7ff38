// npm run new:action -- ec2.stop-instance changes: an action and its test, to be filled in.
import { existsSync } from 'node:fs';
import { write } from './generated.mts';
import { actionTestText, actionText, KINDS } from './templates.mts';

const [id = '', wanted = ''] = process.argv.slice(2);
const [, service, name] = /^([a-z][a-z-]*)\.([a-z][a-z0-9-]*)$/.exec(id) ?? [];
const kind = KINDS.find((one) => one === wanted);
if (service === undefined || name === undefined || kind === undefined) {
  console.error(`usage: npm run new:action -- <service>.<verb-object> <${KINDS.join('|')}>`);
  process.exitCode = 2;
} else {
  const files = [
    { path: `src/actions/${service}/${name}.ts`, text: actionText(name, kind) },
    { path: `test/actions/${service}/${name}.test.ts`, text: actionTestText(service, name) },
  ];
  for (const file of files.filter(({ path }) => !existsSync(path))) {
    write(file);
    console.log(`written: ${file.path}`);
  }
  console.log('Then: npm run generate, fill in what says TODO, npm run verify.');
}
