import type { CaptchaOptions } from '../contract/options.js';
import type { VendorProvider } from '../providers/provider.js';

/** The options of a captcha as checked, with their defaults filled in. Times in ms. */
export interface SessionOptions extends Pick<
  CaptchaOptions,
  'element' | 'button' | 'nonce' | 'pageToken' | 'onOutcome' | 'onError' | 'onEvent'
> {
  readonly providers: readonly VendorProvider[];
  readonly mode: 'popup' | 'embed';
  /** The provider's own code for what is spoken now; undefined leaves it to the vendor. */
  readonly language: (provider: VendorProvider) => string | undefined;
  readonly deadline: number;
  readonly challengeTimeout: number;
  readonly retry: { readonly limit: number; readonly timeout: number };
  readonly recovery: 'ticket' | 'none';
  readonly preload: 'eager' | 'idle' | 'none';
}

/**
 * What a running session is at: `starting` is for a spinner, `challenging` has a challenge on screen, `closed` has had
 * it closed by its user, though a result may still come.
 */
export type SessionStep = 'starting' | 'challenging' | 'closed';

/** The least time that a provider gets to put a challenge on screen, in ms. */
export const leastTurnMs = 3000;
