/** Copies of the token outside of the host, and what AWS has kept of its use. */
import { uuid } from '../../world/ids.ts';
import type { Gateway } from '../gateway.ts';
import { minutes, days, type Site } from '../site.ts';
import type { Installation } from './installation.ts';

/** `/clawdbot/<stack>/gateway-token`; the current sample calls it `/openclaw/…`. */
const parameterName = ({ product }: Installation, stack: string): string =>
  `/${product === 'openclaw' ? 'openclaw' : 'clawdbot'}/${stack}/gateway-token`;

export function parameterCopy({ region, account, now }: Site, one: Installation, stack: string): void {
  const name = parameterName(one, stack);
  region.parameters[name] = {
    name,
    type: 'SecureString',
    value: one.secret,
    description: 'Gateway token',
    version: 1,
    tier: 'Standard',
    modifiedAt: now - days(30),
    modifiedBy: `arn:aws:sts::${account.id}:assumed-role/moltbot-role/setup`,
    tags: { 'aws:cloudformation:stack-name': stack },
  };
}

/** What the stack tells whoever may describe it: in old templates, the token itself. */
export function stackOutputs(one: Installation, stack: string): Record<string, string> {
  const name = parameterName(one, stack);
  return {
    GetToken: `aws ssm get-parameter --name ${name} --with-decryption --query Parameter.Value --output text`,
    Step2PortForwarding: `aws ssm start-session --document-name AWS-StartPortForwardingSession --parameters portNumber=${one.port}`,
    Step3AccessURL: `http://localhost:${one.port}/?token=${one.product === 'openclaw' ? '<token>' : one.secret}`,
    BedrockModel: 'us.anthropic.claude-sonnet-4-5',
  };
}

/** Somebody's way in that needs no open port: it ends only when it is ended (trap T23). */
export function portForwarding({ world, account, region, alertedAt }: Site, { instance }: Gateway): void {
  const id = `svc-backup-${uuid(world).replaceAll('-', '').slice(0, 17)}`;
  region.sessions[id] = {
    id,
    target: instance.id,
    owner: `arn:aws:iam::${account.id}:user/svc-backup`,
    document: 'AWS-StartPortForwardingSession',
    startedAt: alertedAt - minutes(22),
  };
}
