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

/** What a running session is at: for a spinner, or with a challenge on screen. */
export type SessionStep = 'starting' | 'challenging';

/** The least time that a provider gets to put a challenge on screen, in ms. */
export const leastTurnMs = 3000;
