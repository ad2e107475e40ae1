import type { Lifetime } from './lifetime.js';

/** For a browser that is never idle, in ms. */
const latestMs = 2000;
/** For a browser that cannot say when it is: Safari. */
const guessMs = 200;

/** Runs `act` when the page has nothing better to do, unless the life is over by then. */
export function whenIdle(act: () => void, life: Lifetime): void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(act, { timeout: latestMs });
    life.defer(() => cancelIdleCallback(handle));
  } else life.soon(act, guessMs);
}
