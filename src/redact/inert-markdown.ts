import { inert } from './inert.ts';

/** All ASCII punctuation: a backslash before any of it makes it plain. */
const PUNCTUATION = /[!-/:-?[-`{-~]/g;

/**
 * Text of somebody else's, safe within one line, cell or heading of a Markdown document: no link, image, HTML, emphasis,
 * cell or line break comes of it. Escapes keep a reader's own linkifier off addresses as well; `@` stands as code, the
 * only form in which no reader makes a mail link or a mention of it.
 */
export const inertMarkdown = (text: string): string =>
  inert(text).trim().replace(PUNCTUATION, '\\$&').replace(/@+/g, '`$&`');
