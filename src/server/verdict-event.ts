import type { Pool } from './admission/store-keys.js';
import type { ServerVendor } from './sites.js';
import type { Verdict } from './verdict.js';

/** One verdict, for metrics. It has no data of the visitor, and its texts have few values: they may be labels. */
export interface VerdictEvent {
  /** Unset when it is none of the configured ones. */
  action?: string;
  /** Unset when the proof could not be read. */
  vendor?: ServerVendor;
  accepted: boolean;
  /** Of an accepted one. */
  assurance?: 'human' | 'recovery';
  reason: Verdict['reason'];
  /** Under which budget somebody was let in unchecked. */
  pool?: Pool;
  /** How long `verify()` took. */
  ms: number;
}

/** What it throws or rejects with becomes a process warning, nothing more. */
export type OnVerdict = (event: VerdictEvent) => unknown;
