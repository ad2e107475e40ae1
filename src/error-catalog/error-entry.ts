import type { Backoff } from '../backoff.js';
import type { ErrorCategory } from '../error-category.js';

/**
 * Where a code arises. `script`: while the vendor's script loads; `init`: while it asks for its configuration;
 * `challenge`: while the user solves or the vendor's script reports; `server_check`: the site's server asks the vendor;
 * `submit` and `poll`: the two requests of a solver service.
 */
export type ErrorPlace = 'script' | 'init' | 'challenge' | 'server_check' | 'submit' | 'poll';

/** A sentence in both languages of the documentation. */
export interface Sentence {
  readonly en: string;
  readonly zh: string;
}

/** Whether and when the same thing may be tried again. Times in ms. */
export type RetryRule =
  /** Nothing changes by itself: configuration, account, a refused request. */
  | { readonly kind: 'never' }
  | { readonly kind: 'now' }
  /** After the user did something: solved again, waited, changed the browser. */
  | { readonly kind: 'after_user_action' }
  /** Not with the same ticket, token or task: a new one is needed. */
  | { readonly kind: 'new_challenge' }
  /** Not an error: ask again every so often. */
  | { readonly kind: 'poll'; readonly everyMs: number }
  | { readonly kind: 'backoff'; readonly backoff: Backoff }
  /** When the time in a response header has come; with `backoff` where the header is missing or makes no sense. */
  | { readonly kind: 'header'; readonly header: string; readonly backoff: Backoff };

/** What is known of one code at one vendor. */
export interface ErrorEntry {
  /** As the vendor writes it; numbers as decimal text. */
  readonly code: string;
  readonly where: readonly ErrorPlace[];
  readonly category: ErrorCategory;
  readonly meaning: Sentence;
  readonly advice: Sentence;
  readonly retry: RetryRule;
}

/** The codes of one vendor. The same code may stand in several entries, with different places. */
export type ErrorTable = readonly ErrorEntry[];
