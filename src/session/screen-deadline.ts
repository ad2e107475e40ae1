import type { Lifetime } from '../page/lifetime.js';

/** A challenge that nobody confirms is not torn down before this time of the turn, in ms. */
const unconfirmedMs = 20000;

/** The time that a challenge has to come on screen. */
export interface ScreenDeadline {
  /** Gives it so many ms from now. */
  start(ms: number): void;
  /** ms that are left */
  left(): number;
  stop(): void;
}

/**
 * @param life of the provider's turn, which begins now
 * @param isUnconfirmed whether something is on screen that may be a challenge: then the wait goes on, to 20 s of the turn
 * @param miss is called when the time is up
 */
export function createScreenDeadline(life: Lifetime, isUnconfirmed: () => boolean, miss: () => void): ScreenDeadline {
  const longest = performance.now() + unconfirmedMs;
  let until = 0;
  let stop = () => {};
  const start = (ms: number) => {
    until = performance.now() + ms;
    stop = life.after(ms, () => {
      const rest = longest - performance.now();
      if (rest > 0 && isUnconfirmed()) start(rest);
      else miss();
    });
  };
  return { start, left: () => until - performance.now(), stop: () => stop() };
}
