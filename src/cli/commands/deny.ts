import { answerGate } from '../answer-gate.ts';

export const command = (options: Record<string, unknown>, name = '', gate = ''): Promise<number> =>
  answerGate(options, name, gate, 'denied');
