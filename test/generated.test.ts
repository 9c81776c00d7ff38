import { expect, test } from 'vitest';
import { documents, indexes, isStale, leftovers } from '../bin/generated.mts';

const paths = (files: readonly { readonly path: string }[]): readonly string[] => files.map(({ path }) => path);

test('the indexes list what the folders hold (else: npm run generate)', async () => {
  expect(paths(await indexes())).toEqual(['src/host/programs.ts', 'src/actions/index.ts', 'playbooks/index.ts']);
  expect(paths((await indexes()).filter(isStale))).toEqual([]);
});
test('pages and policies are those of the playbooks as they are (else: npm run generate)', async () => {
  const made = await documents();
  expect(paths(made.filter(isStale))).toEqual([]);
  expect(leftovers(made)).toEqual([]);
});
test('what is made for a playbook is a page and a policy for each role', async () => {
  expect(paths(await documents()).filter((path) => path.includes('compromised-instance'))).toEqual([
    'docs/playbooks/compromised-instance.md',
    'docs/policies/compromised-instance.responder.json',
    'docs/policies/compromised-instance.release.json',
    'docs/policies/compromised-instance.destroy.json',
  ]);
});
