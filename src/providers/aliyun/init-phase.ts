/**
 * How far an init is.
 *
 * - `queued`: it waits for the one before.
 * - `asked`: `initAliyunCaptcha` has been called.
 * - `there`: it has its instance, so clicks on the trigger count.
 * - `passed`: somebody passed its challenge, unless a failure follows in the same turn.
 * - `failed`: for good.
 */
export type InitPhase = 'queued' | 'asked' | 'there' | 'passed' | 'failed';

/**
 * What the vendor says of an init: `param` is a V3 `success` without a sign of failover, `verified` a V2 param to which
 * the page's own check said yes, `failure` all that speaks of one: an error, a rejection, the API's code, a degraded
 * param.
 */
export type InitSign = 'asked' | 'instance' | 'param' | 'verified' | 'failure';

/**
 * The phase after a sign. The order makes the meaning: an init that fails calls `success` before `onError`, so a param
 * without an instance is a failure, and a failure takes back the pass before it (docs/vendors/aliyun.md, A-SUCCESS-FIRST).
 *
 * @param replaces whether the init took the place of one whose challenge may still be answered, to the same callbacks:
 *   then a param without an instance says nothing of this one (A-LATE-FIRST-INIT)
 */
export function phaseAfter(phase: InitPhase, sign: InitSign, replaces = false): InitPhase {
  const isTooEarly = sign === 'param' && phase === 'asked';
  if (sign === 'failure' || phase === 'failed' || (isTooEarly && !replaces)) return 'failed';
  if (sign === 'asked' || isTooEarly) return 'asked';
  if (sign === 'instance') return phase === 'asked' ? 'there' : phase;
  return 'passed';
}
