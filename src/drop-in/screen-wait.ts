import { createLifetime, type Lifetime } from '../page/lifetime.js';
import type { ChallengeNodes } from '../providers/provider.js';
import { isWorthWaiting, lookAt } from '../session/challenge-watch.js';
import { createScreenDeadline } from '../session/screen-deadline.js';

const lookEveryMs = 100;

/**
 * Waits for a challenge on screen that a user can act on, for `deadline` ms.
 *
 * @param life whose end ends the wait
 * @param miss is called when the time is up
 * @returns the wait, to be ended by whatever else shows that the vendor is at work
 */
export function waitForScreen(
  life: Lifetime,
  deadline: number,
  nodes: () => ChallengeNodes,
  miss: () => void,
): Lifetime {
  const wait = createLifetime(life);
  createScreenDeadline(
    wait,
    () => isWorthWaiting(nodes()),
    () => {
      wait.end();
      miss();
    },
  ).start(deadline);
  wait.every(lookEveryMs, () => {
    if (lookAt(nodes()) === 'reachable') wait.end();
  });
  return wait;
}
