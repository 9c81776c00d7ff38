// Made by `npm run generate` from the files of this folder.
import type { AnyPlaybook } from '../src/language/index.ts';
import compromisedInstance from './compromised-instance.ts';
import leakedToken from './leaked-token.ts';
import leakedTokenRailway from './leaked-token-railway.ts';

export const playbooks: readonly AnyPlaybook[] = [
  compromisedInstance as unknown as AnyPlaybook,
  leakedToken as unknown as AnyPlaybook,
  leakedTokenRailway as unknown as AnyPlaybook,
];
