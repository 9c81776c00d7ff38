/** The first release with `railway api`, which reaches what no other command does: stopping, backups (its changelog). */
export const OLDEST = '5.28.0';
export const UPGRADE = 'railway upgrade';
export const INSTALL =
  'the railway program is not on PATH: npm install --global @railway/cli, or brew install railway; then railway login';

const numbersOf = (version: string): readonly number[] => version.split('.').map(Number);
/** Whether `railway --version` (`railway 5.43.1`) is new enough. What can't be read is not held against it. */
export const isNewEnough = (said: string): boolean => {
  const version = /\d+\.\d+\.\d+/.exec(said)?.[0];
  if (version === undefined) return true;
  const oldest = numbersOf(OLDEST);
  const at = numbersOf(version).findIndex((number, place) => number !== oldest[place]);
  return at < 0 || (numbersOf(version)[at] ?? 0) > (oldest[at] ?? 0);
};
