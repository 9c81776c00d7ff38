import type { Scenario } from '../../src/range/index.ts';
import { tokenHost } from '../../src/range/build/token-host/host.ts';
import type { HostImage } from '../../src/range/hosts/image.ts';
import { targetOf } from '../../src/range/scenarios/base.ts';
import { leakedToken } from '../../src/range/scenarios/leaked-token.ts';

/** npm's own layout: the product looks for its packages beside itself. */
const PROGRAMS = '/opt/npm/node_modules';

/** What the real product keeps in its database, or would migrate into it at its first start, which takes it 20 seconds. */
const ELSEWHERE = /\/(sessions\/main\.jsonl|devices\/paired\.json)$/;
/** It would fetch the plugin for this key from npm before it starts; and for this model. */
const FETCHES = /\.openclaw\/\.env$/;

const asItStarts = (image: HostImage): HostImage => ({
  ...image,
  // It needs the processor for itself.
  cron: { everyMs: 20_000 },
  files: image.files
    .filter(({ path }) => !ELSEWHERE.test(path) && !FETCHES.test(path))
    .map((file) => ({
      ...file,
      ...(file.text !== undefined && { text: file.text.replaceAll('amazon-bedrock/us.anthropic.', 'anthropic/') }),
    })),
});

/** The host of the drills with the real product in the place of the range's own. */
export const realHost = (packages: string): Scenario => ({
  ...leakedToken,
  id: 'real-gateway',
  title: 'A gateway’s token was published; the gateway is the real one',
  teaches: 'what the range’s own gateway gets wrong',
  build: (site) => {
    const made = tokenHost(site, {
      main: { product: 'openclaw' },
      mounts: [{ from: packages, to: PROGRAMS }],
      more: [{ path: '/usr/local/bin/openclaw', link: `${PROGRAMS}/openclaw/openclaw.mjs` }],
    });
    const agent = site.region.agents[made.instance.id];
    if (agent) site.region.agents[made.instance.id] = { ...agent, image: asItStarts(agent.image) };
    return [targetOf(site, made)];
  },
});
