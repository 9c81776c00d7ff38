import type { Metafile } from 'esbuild';

/** KB, of 1,000 bytes. */
export interface Sizes {
  /** Everything that is published of the code. */
  readonly dist: number;
  /** What `ir run compromised-instance --no-input` may load: the entry, its command, all that these reach but range and screens. */
  readonly runPath: number;
  /** Of EC2's operations, in the door's own copy. */
  readonly ec2Schemas: number;
}
/** The limits: 900 KB for one playbook (performance.md P18), and what three declare (DECISIONS 24). */
export const LIMITS: Sizes = { dist: 4_000, runPath: 950, ec2Schemas: 100 };

type Output = Metafile['outputs'][string];
const KB = (bytes: number): number => Math.round(bytes / 1000);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Not on the way of an unattended run: other commands, rooms of their own, and what only a terminal needs. */
const ASIDE = /^src\/(range|server|pager)\/|^src\/cli\/commands\/(?!run\.ts)/;
/** What only a run about a gateway's token loads; and what starts the railway program. */
const TOKEN =
  /^src\/(aws\/clients\/(secretsmanager|cloudfront|cloudformation|logs|ce)|host\/programs)\.ts$|^src\/railway\/run\.ts$|node_modules\/execa\//;
const SCREENS = /node_modules\/(@inquirer|inquirer|listr2)\//;
const shows = (output: Output | undefined): boolean =>
  Object.keys(output?.inputs ?? {}).some((input) => SCREENS.test(input));

/** The outputs reached from one of them; a lazy import is followed where `wanted` says so. */
const reached = (metafile: Metafile, from: string, wanted: (lazy: string) => boolean): readonly string[] => {
  const found = new Set<string>();
  const visit = (path: string): void => {
    const output = metafile.outputs[path];
    if (output === undefined || found.has(path)) return;
    found.add(path);
    for (const { path: next, kind } of output.imports) if (kind !== 'dynamic-import' || wanted(next)) visit(next);
  };
  visit(from);
  return [...found];
};
/** What an unattended run may load. A lazy import is aside where it, or what it brings with it, is a screen. */
const runPath = (metafile: Metafile): readonly string[] => {
  const entry = Object.keys(metafile.outputs).find((path) => /(^|\/)ir\.js$/.test(path)) ?? '';
  return reached(
    metafile,
    entry,
    (lazy) =>
      !ASIDE.test(metafile.outputs[lazy]?.entryPoint ?? '') &&
      !TOKEN.test(metafile.outputs[lazy]?.entryPoint ?? '') &&
      !reached(metafile, lazy, () => false).some((path) => shows(metafile.outputs[path])),
  );
};

export const sizesOf = (metafile: Metafile): Sizes => {
  const outputs = Object.values(metafile.outputs);
  const schemas = outputs.flatMap((output) =>
    Object.entries(output.inputs).filter(([input]) => /client-ec2\/dist-es\/schemas\/[\w.]+$/.test(input)),
  );
  return {
    dist: KB(sum(outputs.map((output) => output.bytes))),
    runPath: KB(sum(runPath(metafile).map((path) => metafile.outputs[path]?.bytes ?? 0))),
    ec2Schemas: KB(sum(schemas.map(([, { bytesInOutput }]) => bytesInOutput))),
  };
};

/** What is too large, or should not be in the bundle at all; empty where all is well. */
export const problems = (metafile: Metafile): readonly string[] => {
  const sizes = sizesOf(metafile);
  const large = (Object.keys(LIMITS) as (keyof Sizes)[])
    .filter((name) => sizes[name] > LIMITS[name])
    .map((name) => `${name}: ${sizes[name]} KB, and the limit is ${LIMITS[name]} KB`);
  const unwanted = Object.values(metafile.outputs)
    .flatMap((output) => Object.keys(output.inputs))
    .filter((input) => /node_modules\/(iconv-lite|chardet|@inquirer\/external-editor)\//.test(input));
  const showing = runPath(metafile).filter((path) => shows(metafile.outputs[path]));
  return [
    ...large,
    ...unwanted.map((input) => `${input} is in the bundle, for an editor prompt that nobody asks`),
    ...showing.map((path) => `${path} loads prompts or a live view that nobody sees`),
  ];
};
