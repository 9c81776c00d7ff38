/** What AWS has kept: session logs, the setup's log with the token in it, and what the models have cost. */
import type { Gateway } from '../gateway.ts';
import { logGroup } from '../logs.ts';
import { days, minutes, type Site } from '../site.ts';
import type { Installation } from './installation.ts';

export function records(site: Site, { instance }: Gateway, { product, secret }: Installation): void {
  logGroup(site, '/aws/ssm/session-logs', `svc-backup-0a1b2c3d4e5f67890`, [
    { agoMs: minutes(22), message: 'sh-5.2$ sudo su - ubuntu' },
    { agoMs: minutes(21.5), message: `ubuntu@ip-10-0-1-23:~$ cat ~/.${product}/gateway_token.txt` },
    { agoMs: minutes(21), message: `ubuntu@ip-10-0-1-23:~$ exit` },
  ]);
  logGroup(site, '/openclaw/setup', instance.id, [
    { agoMs: days(30), message: `[setup] installing ${product}` },
    { agoMs: days(30) - minutes(1), message: `[setup] gateway token: ${secret}` },
    { agoMs: days(30) - minutes(2), message: '[setup] done' },
  ]);
  site.account.costs = costs(site);
}

const EARLIER = { amount: 4.2, quantity: 1_400_000 };
/** The day before the alert and the day itself: somebody else asks too. */
const LATELY = { amount: 61.7, quantity: 20_500_000 };

function costs({ alertedAt }: Site) {
  return Array.from({ length: 14 }, (_, ago) => {
    const day = new Date(alertedAt - days(ago)).toISOString().slice(0, 10);
    const use = ago < 2 ? LATELY : EARLIER;
    return [
      { day, service: 'Amazon Bedrock', ...use },
      { day, service: 'Amazon Elastic Compute Cloud - Compute', amount: 0.81, quantity: 24 },
    ];
  })
    .flat()
    .toReversed();
}
