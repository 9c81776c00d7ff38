import type { Stack } from '../world/fleet.ts';
import { uuid } from '../world/ids.ts';
import { days, type Site } from './site.ts';

export function stack(site: Site, name: string, outputs: Stack['outputs'], resources: Stack['resources']): void {
  const { world, account, region, now } = site;
  const id = `arn:aws:cloudformation:${region.name}:${account.id}:stack/${name}/${uuid(world)}`;
  region.stacks[name] = { name, id, createdAt: now - days(30), outputs, resources, tags: { team: 'platform' } };
}

export function trail({ account, region, now }: Site, name: string): void {
  const arn = `arn:aws:cloudtrail:${region.name}:${account.id}:trail/${name}`;
  const bucket = `trail-${account.id}`;
  region.trails[name] = {
    name,
    arn,
    bucket,
    multiRegion: true,
    logging: true,
    dataEvents: false,
    startedAt: now - days(300),
  };
}
