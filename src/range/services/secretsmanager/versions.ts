import { modeled } from '../../wire/error.ts';
import type { Secret, SecretVersion } from '../../world/secrets.ts';
import { InvalidParameterException$, ResourceExistsException$ } from './errors.ts';
import { staged } from './find.ts';

export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

const take = (secret: Secret, stage: string): SecretVersion | undefined => {
  const holder = staged(secret, stage);
  if (holder) holder.stages = holder.stages.filter((one) => one !== stage);
  return holder;
};

/** A stage is with one version at a time; whoever was current becomes the previous one. */
export function moveStage(secret: Secret, stage: string, to: SecretVersion): void {
  const before = staged(secret, stage);
  if (before === to) return;
  take(secret, stage);
  to.stages.push(stage);
  if (stage !== CURRENT || !before) return;
  take(secret, PREVIOUS);
  before.stages.push(PREVIOUS);
}

export const dropStage = take;

interface Wanted {
  readonly id: string;
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
  readonly stages: readonly string[];
  readonly now: number;
}

const contentOf = ({ SecretString, SecretBinary }: Pick<Wanted, 'SecretString' | 'SecretBinary'>) => ({
  ...(SecretString !== undefined && { text: SecretString }),
  ...(SecretBinary !== undefined && { bytes: Buffer.from(SecretBinary).toString('base64') }),
});

/** The same token with the same content is the same request; with another content it is refused. */
export function addVersion(secret: Secret, wanted: Wanted): SecretVersion {
  const { id, stages, now } = wanted;
  const content = contentOf(wanted);
  if (Object.keys(content).length !== 1)
    throw modeled(InvalidParameterException$, 'You must provide either SecretString or SecretBinary.');
  const known = secret.versions[id];
  if (known && (known.text !== content.text || known.bytes !== content.bytes))
    throw modeled(
      ResourceExistsException$,
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  if (known) return known;
  const version: SecretVersion = { id, ...content, stages: [], createdAt: now };
  secret.versions[id] = version;
  for (const stage of stages) moveStage(secret, stage, version);
  secret.changedAt = now;
  return version;
}
