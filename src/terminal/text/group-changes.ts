import type { GroupChanges } from '../../timeline/index.ts';
import { inert } from '../../redact/index.ts';
import { hang, hangCommand, textOf } from '../lines.ts';
import { type Look, paintOf, PLAIN } from '../paint.ts';
import { moment } from '../times.ts';

const SHOWN = 4;
const UNDER = 6;
/** Before a release: which groups come back with rules that somebody has changed. Empty where there is nothing to say. */
export const renderGroupChanges = (
  { groups, changes, isReviewed }: GroupChanges,
  now: Date,
  look: Look = PLAIN,
): string => {
  const paint = paintOf(look);
  if (groups.length === 0) return '';
  if (!isReviewed) {
    const text = `${groups.join(', ')}: CloudTrail was not reviewed in this case here, so whether the rules were changed is not known`;
    return textOf(hang(paint.doubt('  ? '), text, look.columns));
  }
  const changed = groups.filter((id) => changes.some(({ group }) => group === id));
  if (changed.length === 0) return '';
  return textOf(
    changed.flatMap((id) => {
      const own = changes.filter(({ group }) => group === id);
      const said = own
        .slice(-SHOWN)
        .map(({ at, name, by, who }) => `${moment(at, now)} ${inert(name)} by ${inert(by)} (${who})`);
      const more = own.length > SHOWN ? [`and ${own.length - SHOWN} more before`] : [];
      return [
        ...hang(
          paint.bad('  ! '),
          `${id} is put back, and its rules were changed: what was opened there will be open again`,
          look.columns,
        ),
        ...[...said, ...more].flatMap((line) => hang(' '.repeat(UNDER), line, look.columns)),
        ...hang(' '.repeat(UNDER), 'Look at its rules first:', look.columns),
        ...hangCommand(
          '',
          `aws ec2 describe-security-group-rules --filters Name=group-id,Values=${id}`,
          look.columns,
          UNDER,
        ),
      ];
    }),
  );
};
