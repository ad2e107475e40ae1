/** What one vendor says of one ticket, or why nothing could be learnt. */
export type CheckResult =
  | { kind: 'human' }
  | { kind: 'refused'; reason: RefusedReason; vendorCode?: string }
  /** Too many wait for the vendor already. The ticket was not sent. */
  | { kind: 'busy' }
  /** The vendor throttles this account. The ticket was not judged. */
  | { kind: 'rate_limited'; retryAfterMs: number; vendorCode?: string }
  /** Keys, permissions, parameters or account. `detail` names the fix, never a secret. */
  | { kind: 'misconfigured'; detail: string; vendorCode?: string }
  /** The ticket was not judged, and its sender is not to blame: the recovery rule applies. */
  | { kind: 'unchecked'; why: UncheckedReason; vendorCode?: string };

export type RefusedReason = 'challenge_failed' | 'risk_refused' | 'expired' | 'replayed' | 'test_mode';

export type UncheckedReason =
  | 'timeout'
  /** No connection, or one that broke before the answer was whole. */
  | 'no_answer'
  /** HTTP 5xx. */
  | 'server_error'
  /** What answered was not the vendor's API: HTML, broken JSON, an unknown shape, HTTP 4xx without a code. */
  | 'not_json'
  /** The API answers that it cannot judge: `InternalError`, code 26, a ticket of the vendor's own failover. */
  | 'vendor_error'
  /** The API is down, and as many calls as may be wait for it; nothing was sent. */
  | 'no_slot';

/** What one canary found. `why` is short, stable and free of secrets: `code_21`, `ECONNREFUSED`, `http_503`. */
export interface ProbeResult {
  answer: ProbeAnswer;
  why: string;
  /** Something that a person has to mend at our end, such as a block page in place of the script. */
  isFault?: boolean;
}

/**
 * Only `up` and `down` are evidence. `throttled` lets an outage end and does nothing else; `unknown` is none either
 * way.
 */
export type ProbeAnswer = 'up' | 'down' | 'throttled' | 'unknown';
