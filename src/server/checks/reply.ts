import type { RefusedReason } from './check-result.js';

/** What came of one call to a vendor's API. */
export type Reply =
  /** The API judged the ticket. */
  | { kind: 'verdict'; code: string; meaning: VerdictMeaning }
  /** The API refused the call itself. */
  | { kind: 'fault'; code: string; meaning: FaultMeaning; status?: number; retryAfterMs?: number }
  /** An HTTP status without anything of the API's in it. */
  | { kind: 'status'; status: number }
  /** No connection, or a broken one. `code` is that of the system or of the TLS library. */
  | { kind: 'network'; code: string }
  | { kind: 'timeout' }
  /** Not JSON, or not that of the API. */
  | { kind: 'unreadable'; status?: number };

export type VerdictMeaning =
  | 'human'
  | RefusedReason
  /** The vendor could not judge. */
  | 'vendor_error'
  /** A ticket of the vendor's own failover: nobody was checked. */
  | 'failover'
  | SiteFault;

export type FaultMeaning = 'throttled' | 'vendor_error' | SiteFault;

/** Something that only the site's owner can mend. */
export interface SiteFault {
  /** What to look at, in one sentence. */
  fix: string;
  /** The keys or the account are refused, so that nothing was learnt of the API. */
  isAboutCredentials?: boolean;
}
