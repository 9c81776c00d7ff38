/** The region of a zone, whether it is an ordinary one (`us-west-2a`) or a local one (`us-west-2-lax-1a`). */
const regionOf = (zone: string | undefined): string | undefined => /^[a-z]{2,}(-[a-z]+)+-\d/.exec(zone ?? '')?.[0];

/** Where a partition's global services (IAM, and STS by its global name) leave their events [K]. */
const globalOf = (region: string): string =>
  region.startsWith('cn-') ? 'cn-north-1' : region.startsWith('us-gov-') ? 'us-gov-west-1' : 'us-east-1';

/** The incident's region, and all to look into: it, its partition's global one, and the account's others. */
export const homeOf = (
  zone: string | undefined,
  regions: readonly string[],
): { readonly home: string; readonly everywhere: readonly string[] } => {
  const home = regionOf(zone) ?? regions[0] ?? 'us-east-1';
  return { home, everywhere: [...new Set([home, globalOf(home), ...regions])] };
};
