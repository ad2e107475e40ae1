import type { RefusalReason, Verdict } from './verdict.js';

export type Refusal = Extract<Verdict, { accepted: false }>;
type NextStep = Refusal['next'];

/**
 * What the page may do about it. `retry`: a new challenge, or the same proof again after `retryAfterMs`. `reload`: the
 * page holds something that is worn out. `step_up`: another way to check, such as a mailed link, so that nobody is
 * locked out. `stop`: nothing that an honest page sends.
 */
const next: Record<RefusalReason, NextStep> = {
  malformed: 'stop',
  unknown_site: 'stop',
  unknown_action: 'stop',
  address_invalid: 'stop',
  fake: 'stop',
  test_mode: 'stop',
  challenge_failed: 'retry',
  expired: 'retry',
  replayed: 'retry',
  rate_limited: 'retry',
  busy: 'retry',
  // The store may be back in a moment, and a new recovery ticket costs nothing.
  store_unavailable: 'retry',
  risk_refused: 'step_up',
  misconfigured: 'step_up',
  client_configuration: 'step_up',
  recovery_off: 'step_up',
  no_outage_seen: 'step_up',
  budget_spent: 'step_up',
  internal_error: 'step_up',
  page_token_missing: 'reload',
  page_token_invalid: 'reload',
  page_token_expired: 'reload',
  page_token_spent: 'reload',
  page_token_too_new: 'retry',
};

/** Everything but the request's id. */
export function refusal(
  reason: RefusalReason,
  details: { next?: NextStep; retryAfterMs?: number | undefined; vendorCode?: string | undefined } = {},
): Omit<Refusal, 'requestId'> {
  const { retryAfterMs, vendorCode } = details;
  return {
    accepted: false,
    reason,
    next: details.next ?? next[reason],
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(vendorCode !== undefined && { vendorCode }),
  };
}
