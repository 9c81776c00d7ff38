import { railway } from '../src/actions/index.ts';
import { choice, maybe, text, webAddress } from '../src/fields/index.ts';
import { definePlaybook, hours, seconds } from '../src/language/index.ts';

/**
 * The leaked token of a gateway on Railway. Logs and a locked backup come first, for a few seconds; then what runs is
 * stopped, never removed from the history; every variable that the token may be read from is changed; and the public
 * address says whether the old one is dead.
 */
export default definePlaybook({
  id: 'leaked-token-railway',
  title: 'Leaked gateway token on Railway',
  useWhen: 'the same on Railway: the token or setup password of a gateway that runs there has leaked, or may have',
  platform: 'railway',
  variantOf: 'leaked-token',
  asks: {
    service: text('Which Railway service runs the gateway?'),
    environment: maybe(text('Which environment of the project? (else the one that this folder is linked to)')),
    project: maybe(text('Which project? (else the one that this folder is linked to)')),
    url: maybe(webAddress('Where is it reached from the internet? (else its domains on Railway)')),
    tokenFormat: maybe(choice('Form of the new token', ['hex-24', 'base64-32', 'base64-48'])),
    knownAddresses: maybe(text('Addresses from which you use it, with commas between them')),
  },
  target: 'service',
  steps(
    { service, environment, project, url, tokenFormat, knownAddresses },
    { phase, step, together, each, when, byHand },
  ) {
    phase('isolate');
    const found = step('Find the service, its deployments, addresses and volumes', railway.findService, {
      service,
      environment,
      project,
      url,
    });
    const { place } = found;
    // Before the logs are kept: what stands in the variables is masked in them.
    const read = step(
      'Read the variables: where the token is in force, what else they hold',
      railway.readVariables,
      { place, format: tokenFormat },
      { atMost: seconds(15) },
    );
    together({
      logs: () =>
        step(
          'Keep the logs of the deployment under attack',
          railway.keepLogs,
          { place, deployment: found.deployment.orSkip, knownAddresses },
          { optional: true, atMost: seconds(15) },
        ),
      volumes: () =>
        each(
          'volumes',
          found.volumes,
          (volume) =>
            step(
              'Back up the volume, and lock the backup',
              railway.backUpVolume,
              { volume: volume.id },
              { optional: true, atMost: seconds(15) },
            ),
          { mayBeEmpty: 'a service may have no volume' },
        ),
    });
    step('Stop the deployments that run', railway.stopDeployment, { place, deployments: found.running });

    phase('revoke');
    const rotated = step('Set a new token and a new setup password', railway.rotateVariables, {
      place,
      names: read.names,
      leaked: read.leaked,
      sealed: read.sealed,
      hasSetupPassword: read.hasSetupPassword,
      format: tokenFormat,
    });
    const deployed = step(
      'Deploy again, with the new variables',
      railway.redeploy,
      { place, old: found.running },
      { needs: [rotated] },
    );
    const runs = step('Wait until the new deployment runs', railway.awaitDeployment, {
      place,
      deployment: deployed.deployment,
    });
    const asked = step(
      'Ask every door: old refused, new let in; stop again what lets the old in',
      railway.askEveryDoor,
      {
        place,
        urls: found.urls,
        names: rotated.names,
        fingerprint: rotated.fingerprint,
        setupFingerprint: rotated.setupFingerprint,
        sealed: rotated.sealed,
      },
      { needs: [rotated, runs] },
    );
    byHand('token-is-dead', {
      instruction:
        'Not everything could be asked from here. Ask the public address yourself: the leaked token must be refused with ' +
        '401, so must a request without any token, and the new token must be let in.',
      proof: { how: text('Which address you asked, and what it answered to each') },
      shows: [asked.doors, read.why],
      within: hours(1),
      proves: asked,
    });
    when('token-on-volume', read.isOnVolume.is(true), () =>
      byHand('remove-token-file', {
        instruction:
          'No variable held the token: it was in gateway.token in the state folder on the volume. The new variable outranks ' +
          'that file, and the file still holds what leaked: remove it, with railway ssh, once it is in the backup.',
        proof: { done: text('Removed, and how you know') },
        shows: [read.why],
        within: hours(1),
      }),
    );
    const kept = step(
      'Keep the new token and password where people can read them',
      railway.keepSecrets,
      {
        place,
        names: rotated.names,
        fingerprint: rotated.fingerprint,
        setupFingerprint: rotated.setupFingerprint,
      },
      { needs: [rotated] },
    );
    each(
      'reachable',
      read.reachable,
      (credential) =>
        byHand('revoke-credential', {
          instruction:
            'Whoever held the token could read this variable. Revoke the credential where it was issued and set a new one ' +
            '(railway variable set <name> --stdin); or decide to leave it, and say who decided that.',
          proof: { done: text('Revoked, or left as it is: how, and by whose decision') },
          shows: [credential.name, credential.how],
          within: hours(1),
        }),
      { mayBeEmpty: 'a gateway may hold none' },
    );

    phase('assess');
    const known = step('Read again who asked the deployment under attack', railway.keepLogs, {
      place,
      deployment: found.deployment.orSkip,
      knownAddresses,
    });
    each(
      'backups',
      found.volumes,
      (volume) => {
        const backup = step('See that the backup is there and locked', railway.backUpVolume, { volume: volume.id });
        return when('backup-by-hand', backup.isLocked.is(false), () =>
          byHand('back-up-by-hand', {
            instruction:
              'The volume could not be backed up and locked from here. On railway.com: the service, Backups, create a backup, ' +
              'then lock it, so that it does not expire. It goes with its volume: do not delete or wipe that.',
            proof: { backup: text('Which backup, and that it is locked') },
            shows: [volume.name, volume.mountPath, backup.why],
            within: hours(1),
          }),
        );
      },
      { mayBeEmpty: 'a service may have no volume' },
    );
    byHand('review-use', {
      instruction:
        'Say which of these addresses are yours. Look at the audit log of the workspace too (it is kept for 48 hours on the ' +
        'smallest plan): members, tokens and variables that somebody has changed. What a stranger did with the token may go ' +
        'on without it: devices that were paired, jobs, changed config on the volume.',
      proof: { found: text('What was used by whom, or that it can’t be known') },
      shows: [known.addresses, known.unread],
      within: hours(1),
    });

    phase('recover');
    byHand(
      'hand-out',
      {
        instruction:
          'Give the new token and setup password to those who need them: they are read with the commands shown, not on a ' +
          'shared screen. Links with ?token= in bookmarks, chats and documents are of no use any more: remove them.',
        proof: { who: text('Who has them now') },
        shows: [kept.readWith, kept.why],
        within: hours(24),
      },
      { needs: [kept] },
    );
    byHand('pair-devices', {
      instruction:
        'Devices that were paired keep a token of their own. At /setup: revoke each, and pair again, one by one, only those ' +
        'that you know.',
      proof: { devices: text('Which devices were revoked, and which paired again, by whom') },
      within: hours(24),
    });
  },
});
