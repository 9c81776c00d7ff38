// npm run build: makes dist/, which is what is published and what `npx ir` runs.
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle, storeHelp } from './bundle.mts';
import { problems, sizesOf } from './sizes.mts';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const dist = at('dist');

const metafile = await bundle(at('src/cli/main.ts'), dist);
storeHelp(dist);
const sizes = sizesOf(metafile);
console.log(
  `build: dist ${sizes.dist} KB · run path without prompts ${sizes.runPath} KB · EC2 schemas ${sizes.ec2Schemas} KB`,
);
for (const problem of problems(metafile)) console.error(`build: ${problem}`);

// npm links no package into its own node_modules, and `npx ir` would then ask its cache, and the registry, what `ir` is.
if (existsSync(at('node_modules/.bin'))) {
  rmSync(at('node_modules/.bin/ir'), { force: true });
  symlinkSync('../../bin/ir', at('node_modules/.bin/ir'));
}
