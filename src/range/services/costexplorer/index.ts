import type * as client from '@aws-sdk/client-cost-explorer';
import { AwsError } from '../../wire/error.ts';
import { defineService } from '../../wire/service.ts';
import type { Cost } from '../../world/fleet.ts';
import type { Call, Handlers, SimulatedService } from '../handlers.ts';
import { page } from '../paging.ts';
import * as operations from './sdk.ts';

const refused = (what: string) => new AwsError('ValidationException', `The range does not simulate ${what}`);
const METRICS = new Set(['BlendedCost', 'UnblendedCost', 'AmortizedCost', 'NetUnblendedCost', 'UsageQuantity']);

/** By service is the only question that is understood. */
function testOf(filter: client.Expression | undefined): (cost: Cost) => boolean {
  if (!filter) return () => true;
  const { Dimensions, ...rest } = filter;
  const others = Object.entries(rest).some(([, value]) => value !== undefined);
  if (others || Dimensions?.Key !== 'SERVICE') throw refused('this filter: only Dimensions SERVICE');
  return ({ service }) => Dimensions.Values?.includes(service) ?? false;
}

function totalOf(costs: readonly Cost[], metrics: readonly string[]): Record<string, client.MetricValue> {
  const sum = (pick: (cost: Cost) => number) => costs.reduce((total, cost) => total + pick(cost), 0);
  return Object.fromEntries(
    metrics.map((metric) => [
      metric,
      metric === 'UsageQuantity'
        ? { Amount: String(sum(({ quantity }) => quantity)), Unit: 'N/A' }
        : { Amount: sum(({ amount }) => amount).toFixed(10), Unit: 'USD' },
    ]),
  );
}

const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The periods between two dates, the end being left out: by day, or by month. */
function periods(start: string, end: string, granularity: string) {
  const days: string[] = [];
  for (let at = Date.parse(start); at < Date.parse(end); at += DAY_MS) days.push(dayOf(at));
  const byMonth = Object.values(Object.groupBy(days, (day) => day.slice(0, 7)));
  const groups = granularity === 'MONTHLY' ? byMonth : days.map((day) => [day]);
  return groups.flatMap((group) => {
    const [first, last] = [group?.[0], group?.at(-1)];
    return first && last ? [{ Start: first, End: dayOf(Date.parse(last) + DAY_MS) }] : [];
  });
}

interface Question {
  readonly costs: readonly Cost[];
  readonly metrics: readonly string[];
  readonly isGrouped: boolean;
  readonly today: string;
}

function resultOf(period: { Start: string; End: string }, { costs, metrics, isGrouped, today }: Question) {
  const within = costs.filter(({ day }) => day >= period.Start && day < period.End);
  const services = [...new Set(within.map(({ service }) => service))];
  const Groups = services.map((service) => ({
    Keys: [service],
    Metrics: totalOf(
      within.filter((one) => one.service === service),
      metrics,
    ),
  }));
  return {
    TimePeriod: period,
    Total: isGrouped ? {} : totalOf(within, metrics),
    Groups: isGrouped ? Groups : [],
    // The last day or two are still being counted.
    Estimated: period.End > today,
  };
}

function costAndUsage(call: Call, input: client.GetCostAndUsageCommandInput) {
  const { TimePeriod, Granularity = 'MONTHLY', Metrics = [], GroupBy = [], Filter, NextPageToken: token } = input;
  const unknown = Metrics.find((metric) => !METRICS.has(metric));
  if (unknown !== undefined || !Metrics.length) throw refused(`the metric ${unknown ?? 'none'}`);
  if (Granularity !== 'DAILY' && Granularity !== 'MONTHLY') throw refused(`the granularity ${Granularity}`);
  const isGrouped = GroupBy.length > 0;
  if (isGrouped && (GroupBy.length > 1 || GroupBy[0]?.Type !== 'DIMENSION' || GroupBy[0].Key !== 'SERVICE'))
    throw refused('this grouping: only DIMENSION SERVICE');
  const costs = (call.account.costs ?? []).filter(testOf(Filter));
  const question = { costs, metrics: Metrics, isGrouped, today: dayOf(call.now) };
  const all = periods(TimePeriod?.Start ?? '', TimePeriod?.End ?? '', Granularity);
  const { items, next } = page(call, all, { token });
  return {
    GroupDefinitions: GroupBy,
    ResultsByTime: items.map((period) => resultOf(period, question)),
    DimensionValueAttributes: [],
    NextPageToken: next,
  };
}

const handlers: Handlers<typeof client> = { GetCostAndUsage: (input, call) => costAndUsage(call, input) };

const facts = {
  id: 'Cost Explorer',
  signingName: 'ce',
  version: '2017-10-25',
  protocol: 'awsJson1_1',
  target: 'AWSInsightsIndexService',
  xmlNamespace: '',
} as const;

export const costExplorer: SimulatedService = { service: defineService(facts, Object.values(operations)), handlers };
