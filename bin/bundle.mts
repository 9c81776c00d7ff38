import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { bareBuiltins } from './bare-builtins.mts';
import { deepImports } from './deep-imports.mts';
import { noBrowser } from './no-browser.mts';
import { noEditor } from './no-editor.mts';
import { onlyVersion } from './only-version.mts';
import { pureSchemas } from './pure-schemas.mts';
import { rangeApart } from './range-apart.mts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What the range runs on its hosts: read as files at run time, so it can't be bundled. */
const GUEST = join(root, 'src/range/guest');
/** Some libraries are CommonJS: they ask for Node's own modules by `require`, and for `__filename`; a module has neither. */
const COMMON_JS =
  "import{createRequire as irRequire}from'node:module';const require=irRequire(import.meta.url);" +
  'const __filename=import.meta.filename,__dirname=import.meta.dirname;';

/**
 * Bundles `entry` as `outdir/ir.js`; what is imported lazily (each AWS client, the prompts, the range) becomes a chunk of
 * its own. Also writes `meta.json`: which file went where, and how large it is there.
 */
export const bundle = async (entry: string, outdir: string): Promise<Metafile> => {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [{ in: entry, out: 'ir' }],
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node22.22',
    // The module builds of the SDK are the ones that can be shaken.
    mainFields: ['module', 'main'],
    minify: true,
    // An uncaught error prints its source line: 120 characters of it instead of 30 KB.
    lineLimit: 120,
    legalComments: 'external',
    banner: { js: COMMON_JS },
    plugins: [bareBuiltins, deepImports, rangeApart, pureSchemas, noBrowser, noEditor, onlyVersion],
    metafile: true,
    logLevel: 'error',
    // Written below, once all is well: a build that fails leaves what was there.
    write: false,
  });
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(join(outdir, 'chunks'), { recursive: true });
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  if (existsSync(GUEST)) cpSync(GUEST, join(outdir, 'guest'), { recursive: true });
  writeFileSync(join(outdir, 'meta.json'), JSON.stringify(metafile));
  return metafile;
};

/** Stores what `--help` prints: `bin/ir` prints it before it loads anything. Plain, because its reader may be a pipe. */
export const storeHelp = (outdir: string): void => {
  const help = execFileSync(process.execPath, [join(outdir, 'ir.js'), '--help'], {
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', COLUMNS: '80' },
    timeout: 10_000,
  });
  writeFileSync(join(outdir, 'help.txt'), help);
};
