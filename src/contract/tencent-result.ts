import { development } from './development.js';
import type { Outcome } from './outcome.js';
import { warn } from './warn.js';

/** What Tencent's own callback would have got. Source: docs/vendors/tencent.md, results. */
export type TencentResult =
  | { ret: 0; ticket: string; randstr: string; appid: string; errorCode?: number; errorMessage?: string }
  | { ret: 2; ticket: null };

/**
 * Turns an outcome into the result that Tencent's own callback would have got, for code written for it. `undefined`
 * where the vendor would not call back: destroyed, superseded, timed out, another vendor's pass, no recovery.
 */
export function toTencentResult(outcome: Outcome): TencentResult | undefined {
  const { status, proof } = outcome;
  if (status === 'unverified') {
    const { ticket, randstr, id } = outcome.proof;
    return { ret: 0, ticket, randstr, appid: id, errorCode: outcome.errorCode, errorMessage: outcome.errorMessage };
  }
  if (status === 'passed' && proof.vendor === 'tencent') {
    return { ret: 0, ticket: proof.ticket, randstr: proof.randstr, appid: proof.id };
  }
  if (development && status === 'passed')
    warn(
      'pass_of_another_vendor',
      `toTencentResult() gives undefined for a challenge that was passed at ${proof.vendor}: Tencent's callback has no form for it, so code that waits for one waits forever. Post outcome.proof to your server instead.`,
    );
  return status === 'dismissed' && outcome.reason === 'closed' ? { ret: 2, ticket: null } : undefined;
}
