/** The operations of Cost Explorer that the range knows, by name. */
export { GetCostAndUsage$ } from '@aws-sdk/client-cost-explorer';
