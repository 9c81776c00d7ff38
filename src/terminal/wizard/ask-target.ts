import type { Field } from '../../fields/index.ts';
import { inert } from '../../redact/index.ts';
import { promptsOn, type Option } from '../ask/prompts.ts';
import { cut, wrap } from '../lines.ts';
import type { Screen } from '../screen.ts';
import { type Asked, askedOf, BACK, backOption, unasked } from './asked.ts';
import { matchesTarget, targetNames, type TargetRow, targetText } from './target-row.ts';

const LIST_MARGIN = 4;
const SHOWN = 24;
export interface TargetQuestion {
  /** The playbook's own question and check: a typed id must pass it. */
  readonly field: Field<unknown>;
  readonly rows: readonly TargetRow[];
  readonly flag: string;
  readonly given?: string;
  /** Only part of what is there could be read: "3 accounts did not answer". */
  readonly incomplete?: string;
}

/**
 * Which target: a list filtered by typing, or an id typed in full, which is checked by its field and offered even where
 * the list does not have it (it may be gone, or in another region).
 */
export const askTarget = async (screen: Screen, question: TargetQuestion): Promise<Asked<string>> => {
  const { field, rows, flag, given, incomplete } = question;
  if (given !== undefined) {
    const checked = field.check(given);
    return checked.ok ? { is: 'answer', value: given } : { is: 'bad', flag, because: checked.because };
  }
  const missing = unasked(screen, flag);
  if (missing) return missing;
  const names = targetNames(rows, screen.columns - LIST_MARGIN);
  const listed = rows.map((row, at) => ({ row, name: names[at] ?? row.id }));
  const options = (term: string): readonly Option<string | typeof BACK>[] => {
    const typed = term.trim();
    const found = listed
      .filter(({ row }) => matchesTarget(row, typed))
      .map(({ row, name }) => ({
        value: row.id,
        name,
        short: row.id,
        description: wrap(targetText(row), screen.columns).join('\n'),
      }));
    if (typed === '') return [...found, backOption];
    if (rows.some(({ id }) => id === typed)) return found;
    const checked = field.check(typed);
    if (checked.ok)
      return [...found, { value: typed, short: inert(typed), name: `${inert(typed)}   (typed; not in the list)` }];
    const refused = { value: typed, name: cut(inert(typed), SHOWN), disabled: '(nothing in the list is like it)' };
    return found.length > 0 ? found : [refused];
  };
  if (incomplete !== undefined) screen.err(`  The list is incomplete: ${inert(incomplete)}\n`);
  const said = await promptsOn(screen).search<string | typeof BACK>({ message: inert(field.what), options });
  return askedOf(said);
};
