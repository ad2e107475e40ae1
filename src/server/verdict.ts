/** Why a human verdict was given. */
export type HumanReason = 'passed';

/** Why somebody was let in unchecked. */
export type RecoveryReason = 'vendor_outage' | 'declared_outage' | 'policy_always';

/** Why nobody was let in. */
export type RefusalReason =
  /** Not a proof: wrong shape, size or characters. */
  | 'malformed'
  /** The proof's id is none of the configured sites, or its site is not one of the action. */
  | 'unknown_site'
  | 'unknown_action'
  /** `remoteIp` is missing or no address. */
  | 'address_invalid'
  /** The vendor says no: the challenge was not passed, or the risk engine refuses. */
  | 'challenge_failed'
  | 'risk_refused'
  | 'expired'
  | 'replayed'
  /** A ticket that the vendor's test mode made. */
  | 'test_mode'
  /** A proof of `captcha-failover/testing`. */
  | 'fake'
  /** The browser's own report names a fault of the page or its configuration. */
  | 'client_configuration'
  /** The vendor throttles this account. */
  | 'rate_limited'
  /** Too many tickets want to be checked. This one has not been, and may come again. */
  | 'busy'
  /** Keys, permissions, parameters or account: nothing can be checked until they are mended. */
  | 'misconfigured'
  /** No outage is seen: the vendor answers this server. */
  | 'no_outage_seen'
  | 'recovery_off'
  | 'page_token_missing'
  | 'page_token_invalid'
  | 'page_token_expired'
  | 'page_token_too_new'
  | 'page_token_spent'
  | 'budget_spent'
  | 'store_unavailable'
  /** A fault of ours. */
  | 'internal_error';

/**
 * `human`: the vendor says so. `recovery`: nobody was checked. Take any other assurance, which a later version may have
 * (`work`: a proof of work), for no more than `recovery`.
 */
export type Verdict =
  | { accepted: true; assurance: 'human'; reason: HumanReason; passToken?: string; requestId: string }
  | { accepted: true; assurance: 'recovery'; reason: RecoveryReason; next?: 'step_up'; requestId: string }
  | {
      accepted: false;
      reason: RefusalReason;
      next: 'retry' | 'reload' | 'step_up' | 'stop';
      retryAfterMs?: number;
      vendorCode?: string;
      requestId: string;
    };

/** A verdict before it has its request's id. */
export type Undated = Verdict extends infer V ? (V extends Verdict ? Omit<V, 'requestId'> : never) : never;
