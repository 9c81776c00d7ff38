import type { CaseState } from '../../engine/index.ts';
import type { Approval, Attestation } from '../timeline.ts';
import { asWords, inWords, pairsOf } from '../words.ts';

/** Every time that a gate was asked, and what came of it. */
export const approvalsOf = (state: CaseState): readonly Approval[] => {
  const operators = new Set(state.entries.flatMap((entry) => ('operator' in entry ? [entry.operator] : [])));
  return state.entries.flatMap((entry): readonly Approval[] => {
    if (entry.is !== 'asked') return [];
    const gate = state.gates.find((one) => one.gate === entry.gate);
    const answer = state.entries.find((one) => one.is === 'answered' && one.nonce === entry.nonce);
    const answered =
      answer?.is === 'answered'
        ? { answered: answer.at, by: answer.by, how: answer.how, answer: answer.answer }
        : undefined;
    return [
      {
        gate: entry.gate,
        question: gate?.node.question ?? entry.gate,
        destroys: gate?.destroys ?? false,
        ...(entry.hits === undefined ? {} : { hits: entry.hits }),
        shown: Object.entries(entry.shows)
          .map(([name, shown]) => `${asWords(name)}: ${inWords(shown)}`)
          .join('; '),
        asked: entry.at,
        answer: 'open',
        ...answered,
        own: answered?.answer === 'approved' && operators.has(answered.by),
      },
    ];
  });
};

/** What people did by hand, in their own words; open where they have not yet. */
export const attestationsOf = (state: CaseState): readonly Attestation[] =>
  state.byHands.flatMap(({ node, awaited, attested }): readonly Attestation[] =>
    awaited || attested
      ? [
          {
            what: node.instruction,
            from: awaited?.at ?? attested?.at ?? '',
            ...(attested ? { at: attested.at, by: attested.by } : {}),
            proof: pairsOf(attested?.proof ?? {}).map(([name, value]) => [node.proof[name] ?? name, value]),
          },
        ]
      : [],
  );
