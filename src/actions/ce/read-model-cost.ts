import { list, text } from '../../fields/index.ts';
import { looks } from '../../language/index.ts';

const DAY_MS = 86_400_000;
/** Cost Explorer is one endpoint, in us-east-1. */
const REGION = 'us-east-1';
const day = (at: Date): string => at.toISOString().slice(0, 10);

/** What Bedrock has cost by day since the earliest sign. About a day behind: it says what was, not what is. */
export const readModelCost = looks({
  title: 'Read what models have cost since',
  calls: ['ce:GetCostAndUsage'],
  input: {},
  output: { days: list(text('Day and amount')), summary: text('In one line') },
  async run(aws, _, use) {
    const { ResultsByTime = [] } = await aws(
      'ce:GetCostAndUsage',
      {
        TimePeriod: {
          Start: day(new Date(use.since.getTime() - DAY_MS)),
          End: day(new Date(use.now().getTime() + DAY_MS)),
        },
        Granularity: 'DAILY',
        Metrics: ['UnblendedCost'],
        Filter: { Dimensions: { Key: 'SERVICE', Values: ['Amazon Bedrock'] } },
      },
      { region: REGION },
    );
    const days = ResultsByTime.map(({ TimePeriod, Total, Estimated }) => {
      const { Amount = '0', Unit = 'USD' } = Total?.['UnblendedCost'] ?? {};
      return `${TimePeriod?.Start ?? ''} ${Number(Amount).toFixed(2)} ${Unit}${Estimated === true ? ' (not final)' : ''}`;
    });
    return { days, summary: days.length === 0 ? 'no cost is recorded yet' : `${days.join(', ')}; about a day behind` };
  },
});
