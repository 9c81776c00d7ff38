import { hostname } from 'node:os';
import { type CaseFolder, createCase, MIRROR_CALLS, readClaims, readSaved } from '../case/index.ts';
import { hashOf, planOf } from '../plan/index.ts';
import { playbookNamed } from './inputs.ts';
import { cantMake, hold, homeOrStop } from './open-case.ts';
import { handleFor, type Session } from './session.ts';
import type { Settings } from './settings.ts';
import { Stop } from './stop.ts';

/**
 * Makes a case again from what its run has saved on the AWS side, for a machine that never saw its journal: enough to
 * release it, or to take it over.
 */
export const rebuildCase = async (session: Session, settings: Settings, said: string): Promise<CaseFolder> => {
  const aws = handleFor(session, MIRROR_CALLS);
  const claims = await readClaims(aws);
  const wanted = said.toUpperCase();
  const claim = claims.find(({ opened }) => {
    return opened.name === wanted || opened.case === wanted || Object.values(opened.inputs).includes(said);
  });
  if (!claim)
    throw new Stop(2, {
      what: `There is no case “${said}” on this machine, and none is claimed in ${session.region}.`,
      safe: 'Nothing was changed.',
      next: claims.length > 0 ? `claimed here: ${claims.map(({ opened }) => opened.name).join(', ')}` : 'cases',
      reason: 'unknown-case',
    });
  const { at: _at, playbook: id, ...opened } = claim.opened;
  const playbook = playbookNamed(id);
  const plan = planOf(playbook);
  if (hashOf(plan) !== opened.planHash)
    throw new Stop(2, {
      what: `Case ${opened.name} was opened by ir ${opened.version}, whose playbook ${playbook.id} is not this one.`,
      safe: 'Nothing was changed.',
      next: `ir ${opened.version}`,
      reason: 'plan-changed',
    });
  const saved = await readSaved(aws, opened.case);
  const made = await createCase(await homeOrStop(), playbook.id, { id: opened.case, name: opened.name });
  if (!made.ok) throw cantMake(made.message);
  const held = await hold(made.folder, settings);
  try {
    await held.durable.append({ ...opened, is: 'opened', plan });
    for (const { at: _when, seq: _seq, ...fact } of saved) await held.durable.append(fact);
    await held.durable.append({
      is: 'resumed',
      operator: settings.operator,
      host: hostname(),
      pid: process.pid,
      because: `rebuilt from ${saved.length} saved entries; held by ${claim.by} since ${claim.since}`,
    });
  } finally {
    await held.close();
  }
  return made.folder;
};
