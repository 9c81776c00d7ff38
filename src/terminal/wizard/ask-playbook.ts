import { inert } from '../../redact/index.ts';
import { promptsOn } from '../ask/prompts.ts';
import { cut, pad } from '../lines.ts';
import type { Screen } from '../screen.ts';
import type { PlaybookRow } from '../text/list.ts';
import { widthOf } from '../width.ts';
import { type Asked, askedOf, unasked } from './asked.ts';

/** Which playbook; filtered by typing a part of its id, its title or when to use it. */
export const askPlaybook = async <P extends PlaybookRow>(
  screen: Screen,
  playbooks: readonly P[],
  given?: string,
): Promise<Asked<P>> => {
  if (given !== undefined) {
    const found = playbooks.find(({ id }) => id === given);
    if (found) return { is: 'answer', value: found };
    const known = playbooks.map(({ id }) => id).join(', ');
    return { is: 'bad', flag: '<playbook>', because: `there is no playbook “${inert(given)}”; known: ${known}` };
  }
  const missing = unasked(screen, '<playbook>');
  if (missing) return missing;
  const width = Math.max(...playbooks.map(({ id }) => widthOf(id)));
  const matches = ({ id, title, useWhen }: P, term: string): boolean =>
    `${id} ${title} ${useWhen}`.toLowerCase().includes(term.toLowerCase());
  const said = await promptsOn(screen).search({
    message: 'What has happened?',
    options: (term) =>
      playbooks
        .filter((playbook) => matches(playbook, term))
        .map((playbook) => ({
          value: playbook,
          short: playbook.id,
          name: cut(`${pad(playbook.id, width)}  ${inert(playbook.title)}`, screen.columns - 4),
          description: inert(playbook.useWhen),
        })),
  });
  return askedOf(said);
};
