import type * as Cockatiel from 'cockatiel';
import type { CheckResult } from './check-result.js';
import { exportsWith } from './peers.js';

/** Failed calls in a row that open the circuit, and how long it stays open before one call may try again, in ms. */
const FAILURES = 5;
const OPEN_MS = 5000;

/** Makes a call unless too many before it failed. Decides nothing about whom to let in. */
export type Breaker = (call: () => Promise<CheckResult>) => Promise<CheckResult>;

/** @param cockatiel the loaded package */
export function createBreaker(cockatiel: unknown): Breaker {
  const { circuitBreaker, ConsecutiveBreaker, handleWhenResult, CircuitState } = exportsWith(
    cockatiel,
    'circuitBreaker',
    'cockatiel',
  ) as unknown as typeof Cockatiel;
  const failures = handleWhenResult((result) => isDeadVendor(result as CheckResult));
  const policy = circuitBreaker(failures, { halfOpenAfter: OPEN_MS, breaker: new ConsecutiveBreaker(FAILURES) });

  return async (call) => {
    // While one call tries the vendor, cockatiel would let the others wait for what becomes of it.
    if (policy.state === CircuitState.HalfOpen) return { kind: 'unchecked', why: 'circuit_open' };
    let result: CheckResult | undefined;
    try {
      await policy.execute(async () => (result = await call()));
    } catch {
      // The circuit is open: `call` was not made.
    }
    return result ?? { kind: 'unchecked', why: 'circuit_open' };
  };
}

/** Answers that came are no reason, whatever they say: a stranger's odd ticket may have provoked them. */
function isDeadVendor(result: CheckResult): boolean {
  return result.kind === 'unchecked' && ['timeout', 'no_answer', 'server_error'].includes(result.why);
}
