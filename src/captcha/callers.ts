import type { Outcome } from '../contract/outcome.js';

/** Those who wait for the same thing, as a session's outcome. */
export interface Callers<T = Outcome> {
  /**
   * @returns a caller's own promise. It rejects only with the signal's reason, when that caller leaves.
   */
  join(signal: AbortSignal | undefined): Promise<T>;
  /** Whether anybody still waits. */
  areWaiting(): boolean;
  settle(outcome: T): void;
}

/** @param allLeft is called when the last one has left before there was an outcome */
export function gatherCallers<T = Outcome>(allLeft: () => void): Callers<T> {
  const waiting = new Set<(outcome: T) => void>();
  return {
    join: (signal) =>
      new Promise((resolve, reject) => {
        const leave = () => {
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason, whatever it is
          reject(signal && signal.reason);
          waiting.delete(hear);
          if (!waiting.size) allLeft();
        };
        const hear = (outcome: T) => {
          if (signal) signal.removeEventListener('abort', leave);
          resolve(outcome);
        };
        waiting.add(hear);
        if (signal) signal.addEventListener('abort', leave, { once: true });
      }),
    areWaiting: () => waiting.size > 0,
    settle(outcome) {
      waiting.forEach((hear) => hear(outcome));
      waiting.clear();
    },
  };
}
