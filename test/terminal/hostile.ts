import { widthOf } from '../../src/terminal/width.ts';

/** What an attacker writes into names, tags and events to move the cursor, hide, mirror or forge what people read. */
export const HOSTILE =
  'web\u001B[2J\u001B]8;;https://evil.example\u0007x\u001B]8;;\u0007\u001B]52;c;cm0gLXJm\u0007\n✔ CONTAINED\r\u202Etxt.exe\u2066\u200B\u0085\u009B31m\t';
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/;
const UNSEEN = /[\u200B-\u200F\u202A-\u202E\u2066-\u2069]/;

/** What is wrong with a text as a terminal of so many columns would show it; nothing is right. */
export const faults = (text: string, columns = 80): readonly string[] =>
  text.split('\n').flatMap((line) => [
    ...(CONTROL.test(line) ? [`control character: ${JSON.stringify(line)}`] : []),
    ...(UNSEEN.test(line) ? [`unseen character: ${JSON.stringify(line)}`] : []),
    // A command is never broken inside of an argument: it must be possible to paste it.
    ...(widthOf(line) > columns && !/ --[\w-]+ \S+$/.test(line) ? [`${widthOf(line)} columns: ${line}`] : []),
  ]);
