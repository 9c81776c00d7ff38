import type * as client from '@aws-sdk/client-cloudfront';
import { defineService } from '../../wire/service.ts';
import type { Distribution } from '../../world/fleet.ts';
import type { Handlers, SimulatedService } from '../handlers.ts';
import { page } from '../paging.ts';
import * as operations from './sdk.ts';

const USUAL = 100;

const origin = ({ id, domain, port }: Distribution['origin']): client.Origin => ({
  Id: id,
  DomainName: domain,
  OriginPath: '',
  CustomOriginConfig: { HTTPPort: port, HTTPSPort: 443, OriginProtocolPolicy: 'http-only' },
});

const view = (one: Distribution): client.DistributionSummary => ({
  Id: one.id,
  ARN: one.arn,
  Status: 'Deployed',
  LastModifiedTime: new Date(one.modifiedAt),
  DomainName: one.domain,
  Aliases: { Quantity: one.aliases.length, Items: one.aliases },
  Origins: { Quantity: 1, Items: [origin(one.origin)] },
  DefaultCacheBehavior: { TargetOriginId: one.origin.id, ViewerProtocolPolicy: 'redirect-to-https' },
  CacheBehaviors: { Quantity: 0 },
  CustomErrorResponses: { Quantity: 0 },
  Comment: one.comment,
  PriceClass: 'PriceClass_100',
  Enabled: one.enabled,
  ViewerCertificate: { CloudFrontDefaultCertificate: true },
  Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
  WebACLId: '',
  HttpVersion: 'http2',
  IsIPV6Enabled: true,
  Staging: false,
});

const handlers: Handlers<typeof client> = {
  ListDistributions: (input, call) => {
    const { MaxItems, Marker = '' } = input;
    const max = Math.min(MaxItems ?? USUAL, USUAL);
    const all = Object.values(call.account.distributions ?? {});
    const { items, next } = page(call, all, { max, ...(Marker && { token: Marker }) });
    const DistributionList: client.DistributionList = {
      Marker,
      MaxItems: max,
      IsTruncated: next !== undefined,
      Quantity: items.length,
      ...(next !== undefined && { NextMarker: next }),
      ...(items.length > 0 && { Items: items.map(view) }),
    };
    return { DistributionList };
  },
};

const facts = {
  id: 'CloudFront',
  signingName: 'cloudfront',
  version: '2020-05-31',
  protocol: 'restXml',
  target: 'CloudFront',
  xmlNamespace: 'http://cloudfront.amazonaws.com/doc/2020-05-31/',
  wrapsErrors: true,
} as const;

export const cloudFront: SimulatedService = { service: defineService(facts, Object.values(operations)), handlers };
