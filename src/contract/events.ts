import type { CaptchaError } from './errors.js';
import type { Outcome } from './outcome.js';
import type { Provider } from './vendor.js';

/** What happened, for timelines and logs. `at` is `performance.now()` in ms; `provider` is null where none is concerned. */
export type CaptchaEvent = { at: number; provider: Provider | null } & CaptchaEventBody;

export type CaptchaEventBody =
  /** A script tag is tried: 1 is the first attempt. `standby`: while another vendor still has its turn. */
  | { type: 'attempt'; url: string; attempt: number; standby?: true }
  /** `retryInMs`: until the next attempt; `online` when that waits for the device to be; null when none follows. */
  | { type: 'attempt_failed'; error: CaptchaError; retryInMs: number | 'online' | null }
  /** `loaded`: the vendor's global is usable. `ready`: its instance is. `expired`: the last proof is too old to post. */
  | { type: 'loaded' | 'ready' | 'shown' | 'hidden' | 'expired' }
  /** Something of an ended session arrived, and was ignored. */
  | { type: 'late'; what: 'script' | 'callback' }
  | { type: 'provider_failed'; error: CaptchaError }
  | { type: 'outcome'; outcome: Outcome };
