/** The shape of `ir run --json`, written down: what a script may rely on (decisions 18). Nothing else may be in it. */
import * as fields from './shape.ts';

const { list, maybe, object, one, string, number, flag, date, anything, record } = fields;

const CONTAINMENT = ['contained', 'unproven', 'not contained', 'waiting', 'released', 'under way'] as const;
/** Of what guards the evidence: protections, volumes, alarms, Auto Scaling. */
const GUARDED = ['protected', 'not protected', 'nothing to protect'] as const;
const call = object({
  call: string,
  region: string,
  attempts: number,
  ms: number,
  requestId: maybe(string),
  failed: maybe(string),
  would: maybe(one('succeed', 'be denied', 'cannot know')),
});

export const documentShape = object({
  case: string,
  caseId: string,
  playbook: string,
  mode: one('live', 'drill', 'dry-run'),
  target: string,
  verdict: object({
    is: one(...CONTAINMENT),
    nouns: list(
      object({ noun: string, is: one(...CONTAINMENT, ...GUARDED, 'nothing to contain'), lines: list(string) }),
    ),
    lostSince: maybe(date),
  }),
  exit: number,
  late: flag,
  phases: list(
    object({
      phase: one('isolate', 'revoke', 'assess', 'recover', 'document'),
      deadline: maybe(date),
      doneAt: maybe(date),
      late: flag,
    }),
  ),
  steps: list(
    object({
      key: string,
      title: string,
      phase: string,
      does: one('looks', 'keeps', 'changes', 'destroys'),
      is: one('waiting', 'running', 'ended', 'failed', 'skipped'),
      attempt: number,
      began: maybe(date),
      ended: maybe(date),
      proof: maybe(
        object({
          is: one('holds', 'does not hold', 'unproven'),
          by: one('aws-read', 'outside-probe', 'host-said', 'person-said'),
          because: maybe(string),
          detail: maybe(string),
          at: date,
        }),
      ),
      failure: maybe(record(anything)),
      skip: maybe(object({ counts: one('fine', 'open', 'lost'), because: string, calls: maybe(list(call)) })),
      found: maybe(flag),
    }),
  ),
  open: list(
    object({
      what: one('approval', 'by-hand', 'resume', 'evidence', 'release'),
      id: string,
      says: string,
      command: string,
    }),
  ),
  files: list(string),
});
