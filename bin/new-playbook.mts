// npm run new:playbook -- leaked-token: a playbook, to be filled in.
import { existsSync } from 'node:fs';
import { write } from './generated.mts';
import { playbookText } from './templates.mts';

const [id = ''] = process.argv.slice(2);
const path = `playbooks/${id}.ts`;
if (!/^[a-z][a-z0-9-]*$/.test(id) || id === 'index') {
  console.error('usage: npm run new:playbook -- <id>, in small letters and dashes');
  process.exitCode = 2;
} else if (existsSync(path)) {
  console.error(`${path} is there already`);
  process.exitCode = 2;
} else {
  write({ path, text: playbookText(id) });
  console.log(`written: ${path}\nThen: npm run generate, fill in what says TODO, npm run verify.`);
}
