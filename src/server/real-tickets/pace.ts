/** No more than so many in any second, spread over it: who comes in the middle of one need not wait for its end. */
export interface Pace {
  /** 0 when the next may begin, else the ms before which it may not. */
  waitMs(now: number): number;
  begin(now: number): void;
}

/** What may begin at once after a pause; the rest of a second's share comes evenly. */
const burstShare = 0.02;

/** A leaking bucket: a burst and what leaks meanwhile make `aSecond` together. */
export function createPace(aSecond: number): Pace {
  const intervalMs = 1000 / (aSecond * (1 - burstShare));
  const leadMs = Math.max(0, Math.floor(aSecond * burstShare) - 1) * intervalMs;
  /** When the next one were due if all came evenly. */
  let due = -Infinity;
  return {
    waitMs: (now) => Math.max(0, due - leadMs - now),
    begin(now) {
      due = Math.max(due, now) + intervalMs;
    },
  };
}
