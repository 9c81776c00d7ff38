import type { Scenario } from '../../src/range/index.ts';
import { tokenHost } from '../../src/range/build/token-host/host.ts';
import type { HostImage } from '../../src/range/hosts/image.ts';
import { targetOf } from '../../src/range/scenarios/base.ts';
import { leakedToken } from '../../src/range/scenarios/leaked-token.ts';

/** npm's own layout: the product looks for its packages beside itself. */
const PROGRAMS = '/opt/npm/node_modules';

/**
 * The real product does not start from what only the range's own takes: a model or a key whose plugin it would fetch from
 * npm, and a transcript in a file, where it has had a database since 2026.
 */
const asItStarts = (image: HostImage): HostImage => ({
  ...image,
  files: image.files
    .filter(({ path }) => !path.endsWith('/sessions/main.jsonl') && !path.endsWith('.openclaw/.env'))
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
