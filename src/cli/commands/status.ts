import { actions } from '../../actions/index.ts';
import { MIRROR_CALLS, openReadOnly, readClaim } from '../../case/index.ts';
import { type CaseState, exitOf, recheck, stateOf } from '../../engine/index.ts';
import { type Entry, type Fact, holderOf } from '../../journal/index.ts';
import { plainHost, renderStatus, screenOf } from '../../terminal/index.ts';
import { sessionFor } from '../case-session.ts';
import { runDocument } from '../documents.ts';
import { folderOrStop, openedOf, readCase } from '../open-case.ts';
import { recordOnly } from '../resume-case.ts';
import { handleFor, type Session } from '../session.ts';
import { type Settings, settingsOf } from '../settings.ts';
import { whoChanged } from '../who-changed.ts';
import { jsonLine } from '../json.ts';

/** What is true now: every change is read again; what no longer holds is an event of the case. */
export const command = async (options: Record<string, unknown>, name = ''): Promise<number> => {
  const settings = settingsOf(options, process.env);
  const screen = screenOf(process, { ...settings, noInput: true });
  const folder = await folderOrStop(name);
  let { entries } = await readCase(folder);
  const opened = openedOf(entries);
  // What was terminated has nothing left to be read.
  const isGone = stateOf(entries).steps.some((step) => step.does === 'destroys' && step.is === 'ended');
  const offline = options['offline'] === true || opened.mode === 'dry-run' || isGone;
  if (!offline) {
    const { session, stop } = await sessionFor(folder, opened, settings);
    try {
      const before = stateOf(entries);
      const host = plainHost(screen, {
        program: settings.program,
        answers: { yes: false, approve: [], operator: settings.operator },
      });
      const found = await recheck({
        durable: openReadOnly(entries, folder.salt),
        host,
        door: session.door,
        actions,
        // Whoever asks wants to know what is true now, also a moment after the run.
        olderThanMs: 0,
      });
      const news: Fact[] = [];
      for (const verified of found) {
        const was = before.steps.find((step) => step.key === verified.key)?.proof;
        if (was?.is === verified.verdict.is) continue;
        const who =
          verified.verdict.is === 'does not hold' ? await whoChanged(session, before, verified.key) : undefined;
        news.push({ ...verified, ...(who ? { changedBy: who.by, changedAt: who.at } : {}) });
      }
      await sayIfGivenFree(session, before, settings);
      entries = onTop(
        await keep(entries, news),
        found.filter(({ key }) => !news.some((one) => 'key' in one && one.key === key)),
      );
    } finally {
      await stop?.();
      session.door.close();
    }
  }
  const state = stateOf(entries);
  const exit = exitOf(state);
  const isWalked = (await holderOf(folder.lock)) !== undefined;
  if (settings.json || settings.jsonl) screen.out(jsonLine(runDocument(state, exit, [folder.journal])));
  else screen.out(renderStatus(state, settings.program, { folder: folder.path, offline, isWalked }, screen));
  return exit;

  /** Into the journal where nobody holds the case; else only onto the screen: its holder will see it too. */
  async function keep(known: readonly Entry[], news: readonly Fact[]): Promise<readonly Entry[]> {
    if (news.length === 0) return known;
    if ((await holderOf(folder.lock)) === undefined) {
      await recordOnly(folder, settings, () => news);
      return (await readCase(folder)).entries;
    }
    return onTop(known, news);
  }
};

/** What is shown but not recorded: a proof that is as it was is no event, only younger. */
const onTop = (known: readonly Entry[], facts: readonly Fact[]): readonly Entry[] => {
  const at = new Date().toISOString();
  return [...known, ...facts.map((fact, index): Entry => ({ ...fact, at, seq: known.length + index + 1 }))];
};

/** A claim that is gone was given free by a release on another machine, or by hand: a resume would contain it again. */
const sayIfGivenFree = async (session: Session, { claim, target }: CaseState, { program }: Settings): Promise<void> => {
  if (claim?.is !== 'claimed') return;
  const holder = await readClaim(handleFor(session, MIRROR_CALLS), target).catch(() => 'not read' as const);
  if (holder === undefined)
    process.stderr.write(
      `The claim on ${target} is gone: it was released on another machine, or by hand. “${program} resume” would contain it again.\n`,
    );
};
