import type { Network } from './admission/network.js';
import type { Action } from './policy.js';

/** Somebody brings a proof: to do what, from where, and with which tokens of ours. */
export interface Visit {
  readonly action: Action;
  readonly network: Network;
  /** As the site's own code gave it. */
  readonly session: unknown;
  readonly pageToken: string | undefined;
  readonly passToken: unknown;
  /** Whom the action concerns. No store and no token is told but its HMAC. */
  readonly subject: string | undefined;
  /** What of the proof may be used once. */
  readonly once: string;
}
