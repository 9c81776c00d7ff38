export { fingerprint } from './fingerprint.ts';
export { inert } from './inert.ts';
export { inertMarkdown } from './inert-markdown.ts';
export { forgetSecrets, registerSecret } from './registered.ts';
export { scrub, scrubText } from './scrub.ts';
