import { SEVERITIES } from '../../language/index.ts';
import { planOf } from '../../plan/index.ts';
import { renderPlan, screenOf } from '../../terminal/index.ts';
import { playbookNamed } from '../inputs.ts';
import { settingsOf } from '../settings.ts';
import { jsonLine } from '../json.ts';

/** What a playbook would do, before anything runs. */
export const command = (options: Record<string, unknown>, name?: string): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const screen = screenOf(process, { ...settings, noInput: true });
  const plan = planOf(playbookNamed(name));
  const severity = SEVERITIES.find((one) => one === options['severity']) ?? 'critical';
  process.stdout.write(
    settings.json || settings.jsonl ? jsonLine(plan) : renderPlan(plan, { severity, detail: true }, screen),
  );
  return Promise.resolve(0);
};
