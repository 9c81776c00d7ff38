import { autoscaling, cloudtrail, cloudwatch, ec2, elasticloadbalancing, iam, ssm } from '../src/actions/index.ts';
import { instanceId, text } from '../src/fields/index.ts';
import { definePlaybook, hours, minutes, seconds } from '../src/language/index.ts';

/**
 * Every interface goes dark as soon as the guards stand and the host's volatile data is kept, each within its own cap;
 * all other evidence is gathered beside that, and nothing waits for it. What hits others than this instance, or can't be
 * put back, stands behind an approval.
 */
export default definePlaybook({
  id: 'compromised-instance',
  title: 'Compromised EC2 instance',
  useWhen:
    'an EC2 instance does what an attacker wants: mining, scanning, beaconing, or its credentials used elsewhere',
  asks: { instanceId: instanceId('Which instance is compromised?') },
  target: 'instanceId',
  steps({ instanceId: id }, { phase, step, together, each, when, approval, byHand }) {
    phase('isolate');
    const instance = step('Read the instance as it is now', ec2.describeInstance, { instanceId: id });
    const live = instance.live.orSkip;

    const contained = together({
      dark: () => {
        // What isolation needs, each guard behind its own look. What only looks goes on while a person is still asked.
        const found = together({
          groups: () =>
            each('vpcs', instance.vpcIds.orSkip, (vpcId) =>
              step('Make the isolation group', ec2.makeIsolationGroup, { vpcId }),
            ),
          role: () => step('Find its role', iam.findRole, { profileArn: instance.profileArn.orSkip }),
          paths: () =>
            step('Trace its network paths', ec2.tracePaths, {
              instanceId: live,
              interfaces: instance.interfaces.orSkip,
              privateAddresses: instance.privateAddresses,
            }),
          targets: () =>
            step('Find load balancers in front of it', elasticloadbalancing.findTargets, {
              instanceId: live,
              privateAddresses: instance.privateAddresses,
            }),
          alarms: () => {
            const { alarms } = step('Find alarms that would act on it', cloudwatch.findAlarms, { instanceId: live });
            step(
              'Switch alarms that would act on it off',
              cloudwatch.silenceAlarms,
              { alarms: alarms.orSkip },
              { atMost: seconds(10) },
            );
          },
          scaling: () => {
            const { group } = step('Find its Auto Scaling group', autoscaling.findGroup, { instanceId: live });
            step(
              'Hold it out of its Auto Scaling group',
              autoscaling.holdInstance,
              { instanceId: live, group: group.orSkip },
              { atMost: seconds(10) },
            );
          },
          host: () => {
            const agent = step('See whether its SSM agent answers', ssm.findAgent, { instanceId: live });
            step(
              'Keep volatile data of the host',
              ssm.captureVolatile,
              { instanceId: agent.shell.orSkip },
              { optional: true, atMost: { critical: seconds(20), otherwise: seconds(60) } },
            );
          },
        });
        together({
          interfaces: () =>
            each('interfaces', instance.interfaces.orSkip, (eni) =>
              step('Isolate the interface', ec2.isolateInterface, { interfaceId: eni.interfaceId, vpcId: eni.vpcId }),
            ),
          sessions: () =>
            step('Deny the sessions of this instance', iam.denyInstanceSessions, {
              roleName: found.role.roleName.orSkip,
              roleId: found.role.roleId.orSkip,
              instanceId: id,
            }),
          addresses: () =>
            each(
              'addresses',
              instance.addresses,
              (address) =>
                step('Take its Elastic IP address off', ec2.detachAddress, {
                  allocationId: address.allocationId,
                  interfaceId: address.interfaceId,
                }),
              { mayBeEmpty: 'most instances have none' },
            ),
          targets: () =>
            each(
              'targets',
              found.targets.targets,
              (target) =>
                step('Take it out of the target group', elasticloadbalancing.deregisterTarget, {
                  targetGroupArn: target.targetGroupArn,
                  targetId: target.targetId,
                  port: target.port,
                }),
              { mayBeEmpty: 'no load balancer sends traffic to it' },
            ),
        });
        step('List the interfaces again', ec2.isolateStrays, { instanceId: live });
        const cut = step('Cut the connections that were open', ec2.cutConnections, {
          instanceId: live,
          paths: found.paths.paths,
        });
        return { cut, role: found.role };
      },
      sessions: () => step('End live sessions', ssm.endSessions, { instanceId: live }, { atMost: seconds(10) }),
      snapshots: () => {
        const made = step(
          'Snapshot every volume',
          ec2.snapshotVolumes,
          { instanceId: instance.withVolumes.orSkip },
          { optional: true, atMost: seconds(20) },
        );
        step('Lock the snapshots', ec2.lockSnapshots, { snapshotIds: made.snapshotIds, days: 1 }, { optional: true });
        return made;
      },
      survivors: () =>
        when('already-gone', instance.isLive.is(false), () => {
          const left = step('Find the volumes that are left', ec2.findSurvivingVolumes, { instanceId: id });
          return each(
            'volumes-left',
            left.volumes,
            (volumeId) => {
              const made = step('Snapshot a volume that is left', ec2.snapshotVolume, { volumeId });
              return step('Lock its snapshot', ec2.lockSnapshots, { snapshotIds: made.snapshotIds, days: 1 });
            },
            { mayBeEmpty: 'a terminated instance seldom leaves a volume' },
          );
        }),
      termination: () =>
        step('Protect it against termination', ec2.protectTermination, { instanceId: instance.protectable.orSkip }),
      shutdown: () => step('Make a shutdown stop it', ec2.stopOnShutdown, { instanceId: instance.stoppable.orSkip }),
      volumes: () => step('Keep its volumes', ec2.keepVolumes, { instanceId: instance.withVolumes.orSkip }),
      console: () =>
        step('Keep the console output', ec2.readConsole, { instanceId: live }, { optional: true, atMost: seconds(10) }),
    });
    const { cut, role: its } = contained.dark;

    when('managed-interfaces', instance.hasManaged.is(true), () =>
      byHand('isolate-managed-interfaces', {
        instruction:
          'A service of AWS manages an interface of the instance, and only that service can change it. ' +
          'Detach or delete it in that service, then look with: aws ec2 describe-network-interfaces',
        proof: { done: text('What you did, in which service') },
        shows: [instance.managed],
        within: hours(1),
      }),
    );

    phase('revoke');
    const known = together({
      activity: () =>
        step('Review what CloudTrail has recorded', cloudtrail.reviewActivity, {
          instanceId: id,
          zone: instance.zone,
          interfaces: instance.interfaces,
        }),
      sharers: () =>
        step('Count who else uses the role', iam.findSharers, {
          roleName: its.roleName.orSkip,
          instanceId: id,
        }),
    });
    when('no-profile', instance.hasProfile.is(false), () =>
      each(
        'roles-before',
        known.activity.roles,
        (used) =>
          step('Deny its sessions of a role that it had before', iam.denyInstanceSessions, {
            roleName: used.roleName,
            roleId: used.roleId,
            instanceId: id,
          }),
        { mayBeEmpty: 'CloudTrail shows no session of it' },
      ),
    );
    const role = approval('take-the-role-away', {
      question: 'Take the role away from this instance, and deny every session of the role issued until now?',
      shows: [
        its.roleName,
        known.sharers.others,
        known.sharers.instances,
        known.sharers.principals,
        known.sharers.unread,
        known.activity.suspectKeys,
        known.activity.ips,
      ],
      hits: known.sharers.others,
      within: minutes(30),
      onTimeout: 'hold',
    });
    together({
      metadata: () =>
        step(
          'Switch its metadata service off',
          ec2.disableMetadata,
          { instanceId: instance.withProfile.orSkip },
          { behind: role },
        ),
      profile: () =>
        step(
          'Take its instance profile off',
          ec2.removeProfile,
          { instanceId: instance.withProfile.orSkip },
          { behind: role },
        ),
    });
    step(
      'Deny every session of the role issued until now',
      iam.revokeRoleSessions,
      {
        roleName: its.roleName.orSkip,
        instanceId: id,
        maxSessionSeconds: its.maxSessionSeconds,
      },
      { behind: role },
    );
    when('connections-left', cut.proven.is(false), () =>
      byHand('connections-gone', {
        instruction:
          'Connections that were open before isolation may still live. Show that they are gone: ' +
          'flow logs of the interfaces 5 and 15 minutes after isolation, network ACL entries for the peers, or a stop.',
        proof: { how: text('How you know that they are gone') },
        shows: [cut.uncut],
        within: hours(1),
        proves: cut,
      }),
    );

    phase('assess');
    const complete = step('See whether every snapshot is complete', ec2.awaitSnapshots, {
      snapshotIds: contained.snapshots.snapshotIds,
    });

    phase('recover');
    byHand('rebuild', {
      instruction: 'Rebuild what ran on the instance from a clean image, with new credentials.',
      proof: { replacement: text('What has taken its place') },
      within: hours(24),
    });
    const end = approval('terminate', {
      question: 'Terminate the instance? It can’t be put back.',
      shows: [instance.name, instance.launchedAt, complete.completed, instance.ownerProtection, instance.hazards],
      within: hours(24),
      onTimeout: 'hold',
    });
    step(
      'Terminate the instance',
      ec2.terminateInstance,
      { instanceId: live, completed: complete.completed, ownerProtection: instance.ownerProtection },
      { behind: end },
    );

    phase('document');
    step('Say whether reads of data are recorded', cloudtrail.findDataEvents, {});
  },
});
