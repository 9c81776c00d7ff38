import { principalOf } from '../../access/principal.ts';
import type { Attack } from '../../attack/attack.ts';
import type { Gateway } from '../gateway.ts';
import { ATTACKER_IP } from '../images.ts';
import { past, type PastEvent } from '../past.ts';
import { minutes, type Site } from '../site.ts';

const BEDROCK = ['Bedrock Runtime', 'bedrock'] as const;

/** Through the gateway the attacker used the instance's own role: models were asked, from the instance's address. */
export function modelUse(site: Site, { stolen }: Gateway, publicIp: string): void {
  if (!stolen) return;
  const identity = principalOf(site.account, stolen);
  const input = { modelId: 'us.anthropic.claude-sonnet-4-5' };
  const ask = (agoMin: number): PastEvent => ({
    agoMs: minutes(agoMin),
    service: BEDROCK,
    operation: 'InvokeModel',
    input,
    readOnly: true,
  });
  past(
    site,
    { identity, sourceIp: publicIp, userAgent: 'aws-sdk-js/3.980.0 lang/js md/nodejs' },
    [44, 31, 30, 12, 5].map(ask),
  );
}

/** From the alert on, a stranger uses what was leaked. */
export function attacks(
  { world }: Site,
  doors: readonly string[],
  credentials: Readonly<Record<string, string>>,
): void {
  const entries = Object.entries(credentials).map(([name, value]) => [name, { value, tried: 0, accepted: 0 }]);
  world.attack = {
    from: ATTACKER_IP,
    everyMs: 400,
    doors: [...doors],
    credentials: Object.fromEntries(entries) as Attack['credentials'],
  };
}
