import {
  ce,
  cloudtrail,
  ec2,
  elasticloadbalancing,
  gateway,
  iam,
  logs,
  secretsmanager,
  ssm,
} from '../src/actions/index.ts';
import { choice, instanceId, maybe, text } from '../src/fields/index.ts';
import { definePlaybook, hours, minutes, seconds } from '../src/language/index.ts';
import compromisedInstance from './compromised-instance.ts';

/**
 * The leaked token is replaced on the host itself and asked for at every door: a changed file is not a rotated token.
 * Whoever held it was a full operator, so what could be reached with it is listed, and each is revoked or decided on.
 */
export default definePlaybook({
  id: 'leaked-token',
  title: 'Leaked gateway token',
  useWhen: 'the token or password of a Clawdbot, Moltbot or OpenClaw gateway has leaked, or may have',
  asks: {
    instanceId: instanceId('Which instance runs the gateway?'),
    tokenFormat: maybe(choice('Form of the new token', ['hex-24', 'base64-32', 'base64-48'])),
    tokenMadeBy: maybe(
      choice('Who makes the new token; responder: the host’s role reads it, so only where nobody else uses that role', [
        'host',
        'responder',
      ]),
    ),
    knownAddresses: maybe(text('Addresses from which you use it, with commas between them')),
  },
  target: 'instanceId',
  steps(
    { instanceId: id, tokenFormat, tokenMadeBy, knownAddresses },
    { phase, step, together, each, when, approval, byHand, follow },
  ) {
    phase('isolate');
    const instance = step('Read the instance as it is now', ec2.describeInstance, { instanceId: id });
    const live = instance.live.orSkip;
    const found = together({
      gateway: () => step('Find the gateway and where its token comes from', gateway.locate, { instanceId: live }),
      doors: () =>
        step(
          'Find the doors that lead to it',
          gateway.findDoors,
          {
            instanceId: live,
            privateAddresses: instance.privateAddresses,
            publicAddress: instance.publicAddress,
          },
          { atMost: seconds(12) },
        ),
      role: () => step('Find its role', iam.findRole, { profileArn: instance.profileArn.orSkip }),
      agent: () => step('See whether its SSM agent answers', ssm.findAgent, { instanceId: live }),
      targets: () =>
        step('Find load balancers in front of it', elasticloadbalancing.findTargets, {
          instanceId: live,
          privateAddresses: instance.privateAddresses,
        }),
    });

    const contained = together({
      token: () => {
        step(
          'Keep logs and config of the gateway',
          gateway.keepLogs,
          { instanceId: live, knownAddresses },
          { optional: true, atMost: seconds(10) },
        );
        const fetched = when('made-by-responder', tokenMadeBy.is('responder'), () =>
          step('Make a token for the host to fetch', secretsmanager.makeToken, {
            format: tokenFormat,
            roleArn: found.role.roleArn.orSkip,
          }),
        );
        const rotate = step('Stop the gateway, write a new token, start it on loopback', gateway.rotateToken, {
          instanceId: live,
          ways: found.doors.ways,
          format: tokenFormat,
          secretId: fetched.secretId,
          region: fetched.region,
        });
        return { rotate, fetched };
      },
      sessions: () =>
        step('End live sessions and port forwards', ssm.endSessions, { instanceId: live }, { atMost: seconds(10) }),
      snapshots: () =>
        step(
          'Snapshot every volume',
          ec2.snapshotVolumes,
          { instanceId: instance.withVolumes.orSkip },
          { optional: true, atMost: seconds(20) },
        ),
      offline: () =>
        when('agent-offline', found.agent.answers.is(false), () => {
          each('vpcs', instance.vpcIds.orSkip, (vpcId) =>
            step('Make the isolation group', ec2.makeIsolationGroup, { vpcId }),
          );
          each('interfaces', instance.interfaces.orSkip, (eni) =>
            step('Close the doors: isolate the interface', ec2.isolateInterface, {
              interfaceId: eni.interfaceId,
              vpcId: eni.vpcId,
            }),
          );
          each(
            'targets',
            found.targets.targets,
            (target) =>
              step('Close the doors: take it out of the target group', elasticloadbalancing.deregisterTarget, {
                targetGroupArn: target.targetGroupArn,
                targetId: target.targetId,
                port: target.port,
              }),
            { mayBeEmpty: 'no load balancer sends traffic to it' },
          );
          return byHand('rotate-by-hand', {
            instruction:
              'Nothing can be done on the host from here: its SSM agent does not answer. The network is closed, and the ' +
              'leaked token still works for whoever is on the host. Rotate it there, as docs/gateway.md says, or stop the instance.',
            proof: { how: text('What you did, and how you know that the leaked token is refused') },
            shows: [found.agent.status],
            within: hours(1),
          });
        }),
    });
    const rotated = contained.token.rotate;
    byHand('token-is-dead', {
      instruction:
        'Not every door could be asked from here. Ask those yourself, as its users reach it, for instance through your own ' +
        'port forward: the leaked token must be refused with 401, the new one must be let in.',
      proof: { how: text('Which door you asked, and what it answered to both tokens') },
      shows: [rotated.doors],
      within: hours(1),
      proves: rotated,
    });

    when('asks-for-no-token', found.gateway.asksForNone.is(true), () =>
      byHand('ask-for-a-token', {
        instruction:
          'The gateway asks for no token, so there is none to rotate: whoever reaches it is let in. It is stopped, ' +
          'and stays so. Set gateway.auth.mode to token before it is started again, as docs/gateway.md says.',
        proof: { how: text('What you set, and what a request without a token is answered now') },
        shows: [found.gateway.modes],
        within: hours(1),
      }),
    );

    phase('revoke');
    const copies = together({
      secrets: () => step('Find copies in Secrets Manager', secretsmanager.findCopies, { instanceId: live }),
      parameters: () => step('Find copies in Parameter Store', ssm.findCopies, { instanceId: live }),
    });
    // Also where its proof is still missing: what is in force on the host must be known to somebody.
    const kept = step('Store the new token in Secrets Manager', secretsmanager.keepToken, {
      instanceId: live,
      home: copies.secrets.home,
      fetched: contained.token.fetched.name,
      roleArn: found.role.roleArn,
    });
    together({
      host: () => {
        step('Revoke every paired device', gateway.revokeDevices, { instanceId: live });
        // After the devices: files that hold their tokens are searched for as well.
        return step('Take the leaked token out of other files', gateway.scrubCopies, { instanceId: live });
      },
      parameters: () =>
        each(
          'parameters',
          copies.parameters.copies,
          (copy) =>
            step('Replace a copy in Parameter Store by a note', ssm.replaceCopy, {
              name: copy.name,
              readWith: kept.readWith,
            }),
          { mayBeEmpty: 'not every deployment keeps one' },
        ),
    });
    step('Deny the sessions issued to the instance until now', iam.denyIssuedSessions, {
      roleName: found.role.roleName.orSkip,
      roleId: found.role.roleId.orSkip,
      instanceId: id,
    });
    each(
      'reachable',
      found.gateway.reachable,
      (credential) =>
        byHand('revoke-credential', {
          instruction:
            'Whoever held the token could read this credential. Revoke it where it was issued and give the gateway a new ' +
            'one; or decide to leave it, and say who decided that.',
          proof: { done: text('Revoked, or left as it is: how, and by whose decision') },
          shows: [credential.name, credential.where],
          within: hours(1),
        }),
      { mayBeEmpty: 'a gateway may hold none' },
    );

    phase('assess');
    const known = together({
      use: () =>
        step(
          'Read again who used the token',
          gateway.keepLogs,
          { instanceId: live, knownAddresses },
          { needs: [rotated] },
        ),
      shells: () => step('Read the logs of Session Manager', logs.readSessions, { instanceId: id }),
      activity: () =>
        step('Review what CloudTrail has recorded', cloudtrail.reviewActivity, {
          instanceId: id,
          zone: instance.zone,
          interfaces: instance.interfaces,
        }),
      cost: () => step('Read what models have cost since', ce.readModelCost, {}),
    });
    when('used-by-stranger', known.use.isUsedByStranger.is(true), () => {
      const go = approval('treat-as-compromised', {
        question:
          'An unknown address used the token, so the host may be theirs. Contain the instance in this case too?',
        shows: [known.use.strangers, known.use.summary, instance.name],
        hits: known.use.addresses,
        within: minutes(30),
        onTimeout: 'hold',
      });
      return follow(compromisedInstance, { instanceId: id }, { behind: go });
    });

    phase('recover');
    const still = step('See whether its SSM agent still answers', ssm.findAgent, { instanceId: live });
    when('agent-answers', still.answers.is(true), () => {
      const open = approval('reopen', {
        question: 'Open the gateway again as it was before? Only whoever has the new token is let in.',
        shows: [rotated.doors, rotated.paused, known.use.summary, known.activity.modelCalls],
        within: hours(24),
        onTimeout: 'hold',
      });
      step(
        'Open the gateway again, and ask every door',
        gateway.reopen,
        { instanceId: live, doors: rotated.doors },
        { behind: open, needs: [rotated] },
      );
      return step('Run the product’s own checks', gateway.checkHealth, { instanceId: live });
    });
    byHand(
      'hand-out',
      {
        instruction:
          'Give the new token to those who need it: whoever may read the secret reads it with the command shown. ' +
          'Links with ?token= in bookmarks, chats and documents are of no use any more: remove them.',
        proof: { who: text('Who has it now') },
        shows: [kept.readWith],
        within: hours(24),
      },
      { needs: [kept] },
    );
    byHand('pair-devices', {
      instruction: 'Pair each device again, one by one, and only those that you know.',
      proof: { devices: text('Which devices were paired, by whom') },
      shows: [found.gateway.devices],
      within: hours(24),
    });

    phase('document');
    when('host-is-ours', still.answers.is(true), () =>
      step(
        'Remove from the host what was kept there for the proof',
        gateway.forget,
        { instanceId: live },
        { needs: [rotated] },
      ),
    );
  },
});
