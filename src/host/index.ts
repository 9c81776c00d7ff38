export * from './protocol.ts';
export { scriptFor, type Which } from './script.ts';
export { openAnswer } from './answer.ts';
