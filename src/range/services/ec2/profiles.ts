import type * as ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/error.ts';
import type { ProfileAssociation } from '../../world/compute.ts';
import { resourceId } from '../../world/ids.ts';
import type { Region } from '../../world/world.ts';
import type { Call, Handlers } from '../handlers.ts';
import { page } from '../paging.ts';
import { applyFilters } from './filters.ts';
import { findInstance } from './find.ts';

function view({ account, now, world }: Call, one: ProfileAssociation): ec2.IamInstanceProfileAssociation {
  const profile = account.profiles[one.profileName];
  return {
    AssociationId: one.id,
    InstanceId: one.instanceId,
    IamInstanceProfile: { Arn: profile?.arn ?? '', Id: profile?.id ?? '' },
    State: now < one.at + world.delays.profileMs ? 'associating' : 'associated',
  };
}

function find(region: Region, id: string | undefined): ProfileAssociation {
  const one = region.associations[id ?? ''];
  const message = `An invalid association-id of '${id}' was given`;
  if (!one) throw new AwsError('InvalidAssociationID.NotFound', message);
  return one;
}

/** By name or by ARN. */
function profileName({ account }: Call, wanted: ec2.IamInstanceProfileSpecification | undefined): string {
  const name = wanted?.Name ?? wanted?.Arn?.split('/').at(-1) ?? '';
  const message = `Value (${name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`;
  if (!account.profiles[name]) throw new AwsError('InvalidParameterValue', message);
  return name;
}

function put(call: Call, instanceId: string, name: string): ProfileAssociation {
  const id = resourceId(call.world, 'iip-assoc');
  return (call.region.associations[id] = { id, instanceId, profileName: name, state: 'associated', at: call.now });
}

export const profiles: Handlers<typeof ec2> = {
  DescribeIamInstanceProfileAssociations: (input, call) => {
    const { region } = call;
    const all = input.AssociationIds?.length
      ? input.AssociationIds.map((id) => find(region, id))
      : Object.values(region.associations);
    const views = all.map((one) => view(call, one));
    const found = applyFilters(
      views.map((one) => ({ one, tags: {} })),
      input.Filters,
      { 'instance-id': ({ one }) => [one.InstanceId], state: ({ one }) => [one.State] },
    );
    const { items, next } = page(call, found, { max: input.MaxResults, token: input.NextToken });
    return { IamInstanceProfileAssociations: items.map(({ one }) => one), NextToken: next };
  },

  AssociateIamInstanceProfile: (input, call) => {
    const { id } = findInstance(call.region, input.InstanceId);
    const has = Object.values(call.region.associations).some(({ instanceId }) => instanceId === id);
    if (has) throw new AwsError('IncorrectState', `There is an existing association for instance ${id}`);
    return { IamInstanceProfileAssociation: view(call, put(call, id, profileName(call, input.IamInstanceProfile))) };
  },

  DisassociateIamInstanceProfile: (input, call) => {
    const one = find(call.region, input.AssociationId);
    delete call.region.associations[one.id];
    return { IamInstanceProfileAssociation: { ...view(call, one), State: 'disassociating' } };
  },

  ReplaceIamInstanceProfileAssociation: (input, call) => {
    const before = find(call.region, input.AssociationId);
    const name = profileName(call, input.IamInstanceProfile);
    delete call.region.associations[before.id];
    return { IamInstanceProfileAssociation: view(call, put(call, before.instanceId, name)) };
  },
};
