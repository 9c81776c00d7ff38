import { afterEach, describe } from 'vitest';
import type { Durable } from '../../src/engine/index.ts';
import { abortContract } from './durable-aborts.ts';
import { type Adapter, OPENED, type Run } from './durable-adapter.ts';
import { approvalContract } from './durable-approvals.ts';
import { deadlineContract } from './durable-deadlines.ts';
import { fanContract, handleContract } from './durable-handles.ts';
import { keepContract } from './durable-kept.ts';
import type { MakeStage } from './durable-stage.ts';
import { caseContract, stepContract } from './durable-steps.ts';

const PARTS: Readonly<Record<string, (stage: MakeStage) => void>> = {
  'a case': caseContract,
  'a step': stepContract,
  'a handle': handleContract,
  'a fan-out': fanContract,
  'a deadline': deadlineContract,
  'an approval': approvalContract,
  'an abort': abortContract,
  'a kept file': keepContract,
};

/**
 * What every place where a run can live must hold (design/engine.md §4–5). An adapter that passes can stand behind the
 * engine, whether it keeps a file or talks to a server.
 */
export const durableContract = (name: string, adapter: Adapter): void => {
  const open: Run[] = [];
  afterEach(async () => {
    for (const run of open.splice(0)) await run.close().catch(() => undefined);
  });
  const stage: MakeStage = async () => {
    const place = await adapter.place();
    let run: Run | undefined;
    const next = async (): Promise<Durable> => {
      run = await place.open();
      open.push(run);
      return run.durable;
    };
    const current = (): Run => {
      if (!run) throw new Error('not started');
      return run;
    };
    return {
      place,
      run: current,
      open: next,
      start: async () => {
        const durable = await next();
        await durable.append(OPENED);
        return durable;
      },
      again: async (how) => {
        await current()[how]();
        open.splice(open.indexOf(current()), 1);
        return next();
      },
    };
  };
  describe.for([name])('%s', () => {
    describe.for(Object.entries(PARTS))('%s', ([, contract]) => {
      contract(stage);
    });
  });
};
