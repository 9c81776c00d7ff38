import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Hosts run what their gateway needs: Clawdbot asked for Node 22, and some have an older one besides. */
const OLDEST = 'node18';

const program = async (name: string): Promise<string> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`src/host/program/${name}.ts`],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: OLDEST,
    minify: true,
    legalComments: 'none',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.text.trim() ?? '';
};

/** The two programs that are sent to a host, each as one text. */
export const hostPrograms = async (): Promise<string> => {
  const texts = { look: await program('look'), change: await program('change') };
  return [
    '// Made by `npm run generate` from src/host/program. Sent to hosts word for word.',
    ...Object.entries(texts).flatMap(([name, text]) => [
      `/** SHA-256 ${createHash('sha256').update(text).digest('hex')}. */`,
      `export const ${name.toUpperCase()} = ${JSON.stringify(text)};`,
    ]),
    '',
  ].join('\n');
};
