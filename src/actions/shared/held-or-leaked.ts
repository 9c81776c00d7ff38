import type { Looking } from '../../aws/index.ts';
import type { Located } from '../../host/index.ts';
import type { Use } from '../../language/index.ts';
import { heldBy } from './held-secrets.ts';
import { type LookCalls, lookOnHost } from './on-host.ts';

/** The values that leaked, of which this process knows nothing after a resume: the host seals them again. */
export const heldOrLeaked = async (
  aws: Looking<LookCalls>,
  instanceId: string,
  use: Use,
): Promise<ReadonlySet<string>> => {
  const held = heldBy(use.caseId);
  if (held.leaked.size > 0) return held.leaked;
  const { said, secrets } = await lookOnHost<Located, 'locate'>(aws, instanceId, { mode: 'locate' }, use);
  for (const { sources, answers } of said.gateways)
    for (const name of [...sources.flatMap(({ value }) => value ?? []), ...Object.keys(answers)]) {
      const value = secrets.valueOf(name);
      if (value !== undefined && ![...secrets.made.values()].includes(value)) held.leaked.add(value);
    }
  return held.leaked;
};
