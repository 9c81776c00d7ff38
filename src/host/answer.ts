import { gunzipSync } from 'node:zlib';

/** What a command of ours printed, or why there is no answer in it. */
export type Opened<T> =
  | { readonly ok: true; readonly said: T }
  | { readonly ok: false; readonly because: string; readonly expected: boolean };

const MARK = 'ir-answer ';
const because = (why: string, expected: boolean): Opened<never> => ({ ok: false, because: why, expected });

export const openAnswer = <T>(stdout: string): Opened<T> => {
  if (stdout.includes('ir-no-node'))
    return because('there is no Node.js (18 or later) on the host, which the program needs', true);
  const line = stdout.split('\n').find((each) => each.startsWith(MARK));
  if (line === undefined) return because('the host’s answer is missing or was cut off', false);
  try {
    const said = JSON.parse(gunzipSync(Buffer.from(line.slice(MARK.length), 'base64')).toString()) as
      | T
      | { readonly cannot: string };
    const refused = said !== null && typeof said === 'object' && 'cannot' in said && typeof said.cannot === 'string';
    return refused ? because(said.cannot, true) : { ok: true, said: said as T };
  } catch {
    return because('the host’s answer is damaged or was cut off', false);
  }
};
