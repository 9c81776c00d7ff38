import type { Looking } from '../../aws/index.ts';
import type { ValueOf } from '../../fields/index.ts';
import { everyPage } from './every-page.ts';
import type { door } from './gateways.ts';

/** CloudFront is global: its API answers in us-east-1. */
const REGION = 'us-east-1';

/** Distributions whose origin is one of these names. */
export const distributionDoors = async (
  aws: Looking<'cloudfront:ListDistributions'>,
  names: readonly string[],
): Promise<readonly ValueOf<typeof door>[]> => {
  if (names.length === 0) return [];
  const found = await everyPage(
    (Marker) => aws('cloudfront:ListDistributions', Marker === undefined ? {} : { Marker }, { region: REGION }),
    (page) => page.DistributionList?.Items,
    (page) => (page.DistributionList?.IsTruncated === true ? page.DistributionList.NextMarker : undefined),
  );
  return found
    .filter(
      ({ Enabled, Origins }) =>
        Enabled === true &&
        Origins?.Items?.some(({ DomainName = '' }) => names.includes(DomainName.toLowerCase())) === true,
    )
    .map(({ DomainName = '', Id = '' }) => ({
      url: `https://${DomainName}:443`,
      kind: 'CloudFront' as const,
      open: true,
      why: `distribution ${Id} has it as an origin`,
    }));
};
