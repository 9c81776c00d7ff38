import { isNewEnough, OLDEST, RailwayFailed, UPGRADE, versionOf } from '../railway/index.ts';
import { Stop } from './stop.ts';

const PATIENCE_MS = 10_000;
const notReady = (what: string, next: string): Stop =>
  new Stop(2, { what, safe: 'Nothing was changed, and no case was opened.', next, reason: 'not-ready' });

/** Before a case is opened: is the railway program there, and new enough? Its login is asked for by the run itself. */
export const railwayIsReady = async (): Promise<void> => {
  const again = 'then the same command';
  try {
    const version = await versionOf(AbortSignal.timeout(PATIENCE_MS));
    if (!isNewEnough(version))
      throw notReady(`${version} can’t stop a deployment; ${OLDEST} or newer can.`, `${UPGRADE}, ${again}`);
  } catch (error) {
    if (error instanceof RailwayFailed) throw notReady(error.message, again);
    throw error;
  }
};
