const two = (n: number): string => String(n).padStart(2, '0');
type Time = Date | string;
const dateOf = (time: Time): Date => (typeof time === 'string' ? new Date(time) : time);

/** `08:14:02`, UTC. */
export const clock = (time: Time): string => dateOf(time).toISOString().slice(11, 19);
/** `2026-11-20 08:14:02`, UTC. */
export const dayAndClock = (time: Time): string => dateOf(time).toISOString().slice(0, 19).replace('T', ' ');
/** The clock, and the day too where it is another one than that of the reader or of the line it stands in. */
export const moment = (time: Time, from: Time): string =>
  dayAndClock(time).slice(0, 10) === dayAndClock(from).slice(0, 10) ? clock(time) : dayAndClock(time);
export const secondsBetween = (from: Time, to: Time): number => (dateOf(to).getTime() - dateOf(from).getTime()) / 1000;

/** A length of time: `0:48`, `1:02:03`, `3 d 4 h`. */
export const span = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  if (h >= 48) return `${Math.floor(h / 24)} d ${h % 24} h`;
  return h === 0 ? `${m}:${two(s)}` : `${h}:${two(m)}:${two(s)}`;
};
/** How long a step took: `2.1 s`, then like any other length of time. */
export const took = (seconds: number): string =>
  seconds < 60 ? `${Math.max(0, seconds).toFixed(1)} s` : span(seconds);
/** A limit as people say it: `2 min`, `1 h`. */
export const limit = (seconds: number): string =>
  seconds % 3600 === 0 ? `${seconds / 3600} h` : seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
/** Since the clocks started: `T+01:12`, `T+1:02:03`. A clock may step back. */
export const sinceStart = (start: Time, at: Time): string => {
  const seconds = secondsBetween(start, at);
  const length = span(Math.abs(seconds));
  return `T${seconds < 0 ? '-' : '+'}${/^\d:\d\d$/.test(length) ? `0${length}` : length}`;
};
