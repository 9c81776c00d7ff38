import { randomUUID } from 'node:crypto';
import type { Principal } from '../access/principal.ts';
import { knockOn, type Knock, type Knocked } from '../doors/knock.ts';
import { interfacesOf } from '../services/ec2/find.ts';
import type { Simulation } from '../server/simulation.ts';
import type { NetworkInterface } from '../world/network.ts';
import { macAddress, resourceId } from '../world/ids.ts';
import type { Account, Region } from '../world/world.ts';
import { attacker, colleague } from './people.ts';

interface Place {
  readonly account: Account;
  readonly region: Region;
}

interface Deed {
  readonly operation: string;
  readonly input: object;
  readonly resources: readonly string[];
}

/** What tests and scenario events may do to the world, as somebody: a colleague in the console, or the attacker. */
export class Control {
  readonly #simulation: Simulation;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** Somebody on the internet sends a request to an address of this cloud. */
  knock(knock: Knock): Promise<Knocked> {
    return knockOn(this.#simulation, knock);
  }

  /** Somebody puts an instance's interfaces back into the groups they were in when the range started. */
  putGroupsBack(instanceId: string, by = colleague): void {
    const { account, region } = this.#placeOf(instanceId);
    const groups = region.instances[instanceId]?.firstGroups ?? {};
    for (const one of interfacesOf(region, instanceId)) {
      one.groups = [...(groups[one.id] ?? one.groups)];
      const input = { NetworkInterfaceId: one.id, Groups: one.groups };
      this.#did({ account, region }, by, { operation: 'ModifyNetworkInterfaceAttribute', input, resources: [one.id] });
    }
  }

  /** Somebody attaches another interface, in the same subnet. Returns its id. */
  attachInterface(instanceId: string, by = colleague): string {
    const { account, region } = this.#placeOf(instanceId);
    const mine = interfacesOf(region, instanceId);
    const [primary] = mine;
    if (!primary) throw new Error(`${instanceId} has no interface`);
    const one = this.#newInterface(region, primary, instanceId, mine.length);
    region.interfaces[one.id] = one;
    const input = { NetworkInterfaceId: one.id, InstanceId: instanceId, DeviceIndex: mine.length };
    this.#did({ account, region }, by, { operation: 'AttachNetworkInterface', input, resources: [one.id, instanceId] });
    return one.id;
  }

  #newInterface(region: Region, model: NetworkInterface, instanceId: string, deviceIndex: number): NetworkInterface {
    const { world, clock } = this.#simulation;
    const instance = region.instances[instanceId];
    const groups = instance?.firstGroups[model.id] ?? model.groups;
    const id = resourceId(world, 'eni-attach');
    return {
      id: resourceId(world, 'eni'),
      vpcId: model.vpcId,
      subnetId: model.subnetId,
      zone: model.zone,
      privateIp: model.privateIp.replace(/\d+$/, `${150 + deviceIndex}`),
      ipv6: [],
      mac: macAddress(world),
      description: '',
      groups: [...groups],
      sourceDestCheck: true,
      requesterManaged: false,
      attachment: { id, instanceId, deviceIndex, attachedAt: clock.now(), deleteOnTermination: false },
      tags: {},
    };
  }

  #placeOf(instanceId: string): Place {
    for (const account of Object.values(this.#simulation.world.accounts))
      for (const region of Object.values(account.regions)) if (region.instances[instanceId]) return { account, region };
    throw new Error(`the range has no instance ${instanceId}`);
  }

  /** Recorded as that person's request; durable like one. */
  #did({ account, region }: Place, by: (account: Account) => Principal, { operation, input, resources }: Deed): void {
    const identity = by(account);
    this.#simulation.record.add({
      at: this.#simulation.clock.now(),
      service: 'EC2',
      signingName: 'ec2',
      operation,
      readOnly: false,
      dryRun: false,
      effect: true,
      principal: identity.arn,
      accessKeyId: identity.accessKeyId,
      userAgent: by === attacker ? 'Boto3/1.34' : 'console.amazonaws.com',
      sourceIp: by === attacker ? '198.51.100.23' : '203.0.113.44',
      resources: [...resources],
      requestId: randomUUID(),
      region: region.name,
      account: account.id,
      input,
      identity,
    });
    this.#simulation.save();
  }
}
