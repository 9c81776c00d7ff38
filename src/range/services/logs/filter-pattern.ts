/** Patterns of terms: all of them, `?` any of them, `-` none of them, quoted ones with their spaces. */
import { modeled } from '../../wire/error.ts';
import { InvalidParameterException$ } from './errors.ts';

const TERM = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g;

/** Refuses the patterns for JSON and for columns, rather than passing over them. */
export function patternTest(pattern: string): (message: string) => boolean {
  if (/^\s*[{[%]/.test(pattern))
    throw modeled(InvalidParameterException$, `The range does not simulate the filter pattern ${pattern}`);
  const terms = [...pattern.matchAll(TERM)].map(([, sign = '', quoted, plain = '']) => ({
    sign,
    text: quoted ?? plain,
  }));
  const having = (sign: string) => terms.filter((term) => term.sign === sign).map(({ text }) => text);
  const [all, some, none] = [having(''), having('?'), having('-')];
  return (message) =>
    all.every((text) => message.includes(text)) &&
    (!some.length || some.some((text) => message.includes(text))) &&
    !none.some((text) => message.includes(text));
}
