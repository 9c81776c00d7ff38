import { type CaseState, openOf, verdictOf } from '../engine/index.ts';

/** The one JSON document of `ir run --json`; its shape is tested (test/cli/documents.test.ts) and kept. */
export const runDocument = (state: CaseState, exit: number, files: readonly string[]) => {
  const verdict = verdictOf(state);
  return {
    case: state.opened.name,
    caseId: state.opened.case,
    playbook: state.opened.plan.playbook,
    mode: state.opened.mode,
    target: state.target,
    verdict: {
      is: verdict.is,
      nouns: verdict.nouns,
      ...(verdict.lostSince === undefined ? {} : { lostSince: verdict.lostSince }),
    },
    exit,
    late: state.phases.some((phase) => phase.late),
    phases: state.phases.map(({ phase, deadline, doneAt, late }) => ({
      phase,
      deadline: deadline?.toISOString(),
      doneAt: doneAt?.toISOString(),
      late,
    })),
    steps: state.steps.map(({ key, title, phase, does, is, attempt, began, ended, proof, failure, skip, found }) => ({
      key,
      title,
      phase,
      does,
      is,
      attempt,
      began,
      ended,
      ...(proof ? { proof } : {}),
      ...(failure ? { failure } : {}),
      ...(skip ? { skip } : {}),
      ...(found ? { found } : {}),
    })),
    open: openOf(state),
    files,
  };
};
