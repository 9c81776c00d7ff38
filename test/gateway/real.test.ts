import { expect, test } from 'vitest';
import { onTokenHost } from '../../src/range/scenarios/leaked-token-base.ts';
import { onStage } from '../drills/stage.ts';
import { DOOR, leaked, settled, tried } from '../range/doors.ts';
import { clientsFor, responderOf } from '../range/rig.ts';
import { script } from '../range/script.ts';
import { product } from './product.ts';

const isAsked = process.env['IR_GATEWAY'] !== undefined;
const PROGRAMS = '/opt/npm/node_modules';

/** The host of the drills, with the real product in the place of the range's own. */
const real = () =>
  onTokenHost(
    { id: 'real-gateway', title: 'The real product', teaches: 'what the range’s own gateway gets wrong' },
    {
      main: { product: 'openclaw' },
      mounts: [{ from: product(), to: PROGRAMS }],
      more: [{ path: '/usr/local/bin/openclaw', link: `${PROGRAMS}/openclaw/openclaw.mjs` }],
    },
  );

test.skipIf(!isAsked)(
  'boot',
  async () => {
    await using stage = await onStage('leaked-token', { scenario: real() });
    const one = { range: stage.range, id: stage.id, ...clientsFor(stage.range.endpoint, responderOf(stage.range)) };
    const T = performance.now();
    const say = (x: unknown) => console.log(Math.round(performance.now() - T), x);
    const old = leaked(one);
    say(await settled(one, DOOR, old));
    say(
      await script(
        one,
        'ps -ef | head -40; tail -20 /tmp/openclaw/*.log | cut -c1-300; find /home/ubuntu/.openclaw -maxdepth 3 | grep -v control-ui | head -60; openclaw devices list --json; which node; time openclaw --version; cat /proc/mounts | grep npm',
      ),
    );
  },
  300_000,
);
