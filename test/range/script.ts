import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probe } from '../../src/range/hosts/unshare.ts';
import { until, type Rig } from './rig.ts';

const probed = mkdtempSync(join(tmpdir(), 'ir-probe-'));
/** Why no host can run on this machine; undefined where one can. */
export const noHosts = await probe(probed);
rmSync(probed, { recursive: true, force: true });
export const skipped = noHosts === undefined ? '' : ` (skipped: ${noHosts})`;

export interface Ran {
  readonly status: string;
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a script on the target's host, as SSM does, and waits for its result. */
export async function script({ ssm, id }: Pick<Rig, 'ssm' | 'id'>, text: string, executionTimeout = 30): Promise<Ran> {
  const { Command } = await ssm.sendCommand({
    InstanceIds: [id],
    DocumentName: 'AWS-RunShellScript',
    Parameters: { commands: [text], executionTimeout: [String(executionTimeout)] },
  });
  const ask = async () => {
    const { CommandInvocations = [] } = await ssm.listCommandInvocations({ CommandId: Command?.CommandId });
    return CommandInvocations[0]?.Status ?? 'Pending';
  };
  await until(ask, (status) => !['Pending', 'InProgress'].includes(status));
  const ran = await ssm.getCommandInvocation({ CommandId: Command?.CommandId, InstanceId: id });
  const { Status = '', ResponseCode = -1, StandardOutputContent = '', StandardErrorContent = '' } = ran;
  return { status: Status, code: ResponseCode, out: StandardOutputContent, err: StandardErrorContent };
}

/** As the owner, with the bus of his service manager. */
export const asOwner = (command: string): string =>
  `runuser -u ubuntu -- env HOME=/home/ubuntu XDG_RUNTIME_DIR=/run/user/1000 ${command}`;
