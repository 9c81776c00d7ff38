import { unlinkSync } from 'node:fs';
import type { Ask, Did } from '../protocol.ts';
import { copiesOf } from './copies.ts';
import { formsOf } from './forms.ts';
import { gateways } from './gateway.ts';
import { read, replaceFile } from './io.ts';
import { alone, recall } from './memory.ts';

const GONE = '[rotated]';
/** Other files that hold the leaked value: backups are removed, texts and logs lose the value and nothing else. */
export const scrub = (ask: Ask): Promise<Did> =>
  alone(ask.caseId, () => {
    const memory = recall(ask.caseId);
    const done: string[] = [];
    const cannot: string[] = [];
    for (const gateway of gateways()) {
      const old = memory.old[gateway.id] ?? [];
      for (const { path, kind } of copiesOf(gateway, old))
        try {
          if (kind === 'backup') unlinkSync(path);
          else replaceFile(path, without(read(path) ?? '', old));
          done.push(`${path}: ${kind === 'backup' ? 'removed' : 'the value taken out'}`);
        } catch (error) {
          cannot.push(`${path}: ${(error as Error).message}`);
        }
    }
    return Promise.resolve({ done, cannot });
  });
const without = (text: string, values: readonly string[]): string =>
  values
    .flatMap(formsOf)
    .toSorted((a, b) => b.length - a.length)
    .reduce((out, form) => out.replaceAll(form, GONE), text);
