/** The operations of CloudFront that the range knows, by name. */
export { ListDistributions$ } from '@aws-sdk/client-cloudfront';
