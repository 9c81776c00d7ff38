import type { CaseRecord } from './record.ts';
import type { Letter } from './letter.ts';
import { DurableFault } from './fault.ts';

/** Records what a letter says, or that it does not count and why. Nothing that a person has said is lost. */
export const takeLetter = async (record: CaseRecord, letter: Letter, via: string): Promise<void> => {
  const { by } = letter;
  const refuse = (what: string, because: string) =>
    record.append({ is: 'noted', text: `${what} was refused: ${because}`, by }, { via });
  switch (letter.is) {
    case 'answer': {
      const question = record.questions.questionOf(letter);
      const { answer, gate, how = 'from another shell' } = letter;
      if (typeof question === 'string') await refuse(`the answer “${answer}” to “${gate}”`, question);
      else {
        const counts = await record.append(
          { is: 'answered', gate: question.gate, nonce: question.nonce, answer, by, how },
          { via },
        );
        if (counts.is !== 'answered') throw new DurableFault('an answer was recorded as something else');
        if (counts.by !== by || counts.answer !== answer)
          await refuse(`the answer “${answer}” to “${gate}”`, 'it is answered already');
      }
      return;
    }
    case 'done': {
      const because = record.questions.whyNotDone(letter.key);
      if (because === undefined)
        await record.append({ is: 'attested', key: letter.key, proof: letter.proof, by }, { via });
      else await refuse(`the proof of “${letter.key}” (${JSON.stringify(letter.proof)})`, because);
      return;
    }
    case 'note':
      await record.append({ is: 'noted', text: letter.text, by }, { via });
      return;
    case 'abort':
      await record.append({ is: 'aborted', by, because: letter.because }, { via });
      return;
    case 'set': {
      const { severity, began, deadlines, evidenceOnly } = letter;
      const what = {
        ...(severity ? { severity } : {}),
        ...(began ? { began } : {}),
        ...(deadlines ? { deadlines } : {}),
        ...(evidenceOnly === undefined ? {} : { evidenceOnly }),
      };
      await record.append({ is: 'set', ...what, by }, { via });
    }
  }
};
