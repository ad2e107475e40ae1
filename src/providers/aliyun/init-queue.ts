import { findBody } from '../../page/body.js';
import type { Lifetime } from '../../page/lifetime.js';
import { pageState } from '../../page/page-state.js';

const lookEveryMs = 50;

/**
 * Runs an init when the one before has ended or its time is up: a call during another sends nothing and takes over its
 * callbacks (docs/vendors/aliyun.md, A-INIT-IN-FLIGHT), a late first init builds with the second's options, and so does
 * one whose instance is still to come (A-LATE-FIRST-INIT).
 *
 * @param budget for how long others wait for this one, in ms
 */
export function queueInit(life: Lifetime, budget: number, init: () => Promise<unknown>): void {
  const { inits } = pageState();
  const { last, until } = inits;
  const now = performance.now();
  let begun = false;
  inits.until = Math.max(until, now) + budget;
  inits.last = new Promise((done) => {
    const begin = () => {
      if (begun || life.over) return;
      // An init needs a body, for our nodes and for the vendor's.
      if (inits.readyBy > performance.now() || !findBody()) life.soon(begin, lookEveryMs);
      else {
        begun = true;
        done(init());
      }
    };
    // Whoever leaves the queue leaves its place to the one before.
    life.defer(() => begun || done(last));
    // The time may be up by now, and the promise one that never settles.
    life.after(Math.max(0, until - now), begin);
    void last.then(begin);
  });
}
