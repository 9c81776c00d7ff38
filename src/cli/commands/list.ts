import { playbooks } from '../../../playbooks/index.ts';
import { settingsOf } from '../settings.ts';
import { jsonLine } from '../json.ts';

export const command = async (options: Record<string, unknown>): Promise<number> => {
  const { json, jsonl } = settingsOf(options, process.env);
  const rows = playbooks.map(({ id, title, useWhen }) => ({ id, title, useWhen }));
  if (json) process.stdout.write(jsonLine(rows));
  else if (jsonl) for (const row of rows) process.stdout.write(jsonLine(row));
  else for (const { id, useWhen } of rows) process.stdout.write(`${id.padEnd(24)}${useWhen}\n`);
  return 0;
};
