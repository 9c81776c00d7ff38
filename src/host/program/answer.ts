import { gzipSync } from 'node:zlib';
import type { Ask, Refused } from '../protocol.ts';

declare const IR_ASK: string;
/** One line on stdout, which starts so, packed because SSM keeps no more than 24,000 characters; all else is talk. */
const MARK = 'ir-answer ';
const asked = (): Ask => JSON.parse(Buffer.from(IR_ASK, 'base64').toString()) as Ask;

/** Reads what is asked, and prints what comes of it. What is thrown is said too, without a stack. */
export const answer = async (handle: (ask: Ask) => Promise<object> | object): Promise<void> => {
  process.umask(0o077);
  let said: object;
  try {
    said = await handle(asked());
  } catch (error) {
    said = { cannot: error instanceof Error ? error.message : String(error) } satisfies Refused;
  }
  process.stdout.write(`${MARK}${gzipSync(JSON.stringify(said)).toString('base64')}\n`);
};
