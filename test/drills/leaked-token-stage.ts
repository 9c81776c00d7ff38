import type { RangeOptions } from '../../src/range/index.ts';
import { clientsFor, responderOf } from '../range/rig.ts';
import { type Ran, script } from '../range/script.ts';
import { leaked } from '../range/doors.ts';
import { onStage, type Stage, UNATTENDED } from './stage.ts';

type Options = Parameters<Stage['ir']>[1];
/** A stage whose playbook is leaked-token, and whose host can be asked behind the program's back. */
export interface TokenStage extends AsyncDisposable {
  readonly stage: Stage;
  readonly old: string;
  /** `ir run leaked-token` of the target, unattended. */
  readonly run: (flags?: readonly string[], options?: Options) => ReturnType<Stage['ir']>;
  /** A script on the host, with the range's own clients: no part of what the program did. */
  readonly onHost: (text: string) => Promise<Ran>;
}
let seeds = (Date.now() % 1_000_000) * 100;
/** Each stage has tokens of its own: a process list is shared by all that run on this machine. */
export const onTokenStage = async (scenario: string, options: Partial<RangeOptions> = {}): Promise<TokenStage> => {
  const stage = await onStage(scenario, { seed: (seeds += 1), ...options });
  const there = ['--endpoint-url', stage.range.endpoint, '--region', stage.range.region];
  const clients = clientsFor(stage.range.endpoint, responderOf(stage.range));
  return {
    stage,
    old: leaked(stage),
    run: (flags = UNATTENDED, more) =>
      stage.ir(['run', 'leaked-token', '--instance-id', stage.id, ...flags, ...there], more),
    onHost: (text) => script({ ssm: clients.ssm, id: stage.id }, text),
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  };
};
