import type { ServerVendor } from '../sites.js';

/**
 * What this server itself sees of a vendor:
 * - `healthy`: nothing that would admit anybody unchecked.
 * - `suspected`: a canary is down or is just being asked. Admits nobody.
 * - `outage`: one canary was down three times in a row.
 * - `cut_off`: canaries are up, yet hardly anybody passes any more. Returning humans only.
 */
export type StateName = 'healthy' | 'suspected' | 'outage' | 'cut_off';

/** The state of one vendor in one region, at the moment it was asked for. */
export interface VendorState {
  readonly state: StateName;
  /** When it began, in ms since 1970. */
  readonly since: number;
  /** Short and free of secrets, such as `script https://…/TJCaptcha.js: ECONNREFUSED` or `declared: <reason>`. */
  readonly why: string;
  /** In an outage: a canary that was down has answered again, so budgets halve. */
  readonly halved: boolean;
  /** When the last outage ended, in ms since 1970: tokens issued in it are honored 60 s more. Unset in an outage. */
  readonly outageEndedAt?: number;
  /** Set by a person, not by the canaries. */
  readonly declared: boolean;
}

/** A state with what it is the state of. */
export interface TargetState extends VendorState {
  readonly vendor: ServerVendor;
  readonly region: string;
}
