import type { Range } from '../src/range/index.ts';

export interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly instanceId: string;
  /** Whether the fault was met at all. */
  readonly hit: boolean;
}
/** Of `ir run --json`, what the rules look at. */
interface Said {
  readonly verdict: { readonly is: string; readonly nouns: readonly { readonly noun: string; readonly is: string }[] };
  readonly steps: readonly { readonly is: string; readonly failure?: { readonly message?: string } }[];
}
const EXITS = new Set([0, 1, 2, 3, 4, 5, 6]);

const said = (stdout: string): Said | undefined => {
  try {
    return JSON.parse(stdout) as Said;
  } catch {
    return undefined;
  }
};

/** The rules that a run has broken, whatever it met: each is about what it says against what is so in the world. */
export const broken = ({ exit, stdout, stderr, instanceId }: Ended, world: Range['world']): readonly string[] => {
  const regions = Object.values(world.accounts).flatMap((account) => Object.values(account.regions));
  const all = <K extends 'interfaces' | 'snapshots' | 'groups'>(what: K) =>
    regions.flatMap((region) => Object.values(region[what]) as (typeof region)[K][string][]);
  const instance = regions.map((region) => region.instances[instanceId]).find((one) => one !== undefined);
  const document = said(stdout);
  const interfaces = all('interfaces').filter((one) => one.attachment?.instanceId === instanceId);
  const groups = new Map(all('groups').map((group) => [group.id, group]));
  const open = interfaces.filter(
    (one) => one.groups.length !== 1 || groups.get(one.groups[0] ?? '')?.rules.length !== 0,
  );
  const claims = document?.verdict.nouns.find(({ noun }) => noun === 'network')?.is;
  const ours = all('snapshots').filter((snapshot) => 'ir:case' in snapshot.tags);
  const perVolume = Map.groupBy(ours, (snapshot) => snapshot.volumeId);
  const made = all('groups').filter((group) => 'ir:case' in group.tags);
  const rules: readonly (readonly [holds: boolean, otherwise: string])[] = [
    [EXITS.has(exit), `exit ${exit} is not one that is documented`],
    [document !== undefined || exit === 2 || exit === 4, 'standard output is not one JSON document'],
    [!/\n\s+at .+:\d+:\d+/.test(stderr), 'a stack trace on standard error'],
    [
      claims !== 'contained' || open.length === 0,
      `it says that the network is contained: ${open.map(({ id }) => id).join()} is open`,
    ],
    [exit !== 0 && exit !== 5 ? true : open.length === 0, `exit ${exit} with ${open.length} open interfaces`],
    [[...perVolume.values()].every((each) => each.length === 1), 'a volume has more than one snapshot'],
    [
      Map.groupBy(made, (group) => group.vpcId)
        .values()
        .every((each) => each.length <= 2),
      'groups were made twice',
    ],
    [instance?.state === 'running', `the instance is ${instance?.state ?? 'gone'}`],
  ];
  return rules.flatMap(([holds, otherwise]) => (holds ? [] : [otherwise]));
};
