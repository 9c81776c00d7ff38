import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { expect, inject, test } from 'vitest';
import { problems, sizesOf } from '../bin/sizes.mts';

const metafile = (): Metafile => {
  const { dist, because } = inject('program');
  if (dist === undefined) throw new Error(because ?? 'the program was not built');
  return JSON.parse(readFileSync(join(dist, 'meta.json'), 'utf8')) as Metafile;
};

test('the program is as small as it has to be, and loads no prompts or live view for nobody', () => {
  expect(problems(metafile())).toEqual([]);
});
test('what was measured is the program', () => {
  const sizes = sizesOf(metafile());
  expect(sizes.ec2Schemas).toBeGreaterThan(10);
  expect(sizes.runPath).toBeGreaterThan(300);
  expect(sizes.dist).toBeGreaterThanOrEqual(sizes.runPath);
});
test('an editor prompt, prompts on the way of a run, and too much code are each said', () => {
  const input = (bytes: number) => ({ bytesInOutput: bytes });
  const output = (bytes: number, inputs: Readonly<Record<string, { bytesInOutput: number }>>) => ({
    bytes,
    inputs,
    imports: [],
    exports: [],
  });
  const bad: Metafile = {
    inputs: {},
    outputs: {
      'dist/ir.js': {
        ...output(1_000_000, { 'node_modules/@inquirer/core/index.js': input(10) }),
        imports: [{ path: 'dist/chunks/x.js', kind: 'dynamic-import' }],
      },
      'dist/chunks/x.js': output(4_000_000, {
        'node_modules/iconv-lite/index.js': input(10),
        'node_modules/@aws-sdk/client-ec2/dist-es/schemas/schemas_0.js': input(200_000),
      }),
    },
  };
  expect(problems(bad)).toEqual([
    'dist: 5000 KB, and the limit is 4000 KB',
    'runPath: 5000 KB, and the limit is 950 KB',
    'ec2Schemas: 200 KB, and the limit is 100 KB',
    'node_modules/iconv-lite/index.js is in the bundle, for an editor prompt that nobody asks',
    'dist/ir.js loads prompts or a live view that nobody sees',
  ]);
});
