import type { CaptchaEventBody } from '../contract/events.js';
import { CaptchaError } from '../contract/errors.js';
import { loadScript } from '../loading/load-script.js';
import { usableGlobal } from '../loading/script-source.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import type { Prepared, VendorProvider } from '../providers/provider.js';
import type { SessionOptions } from '../session/session-options.js';

/** What is made ready before `verify()`, which is the first provider only. */
export interface Preloading {
  /** Never rejects: a failure is no outcome, since `verify()` makes fresh attempts. */
  preload(): Promise<void>;
  /** Hands out what was made for a provider, once. */
  take(provider: VendorProvider): Prepared | undefined;
}

export interface PreloadingTerms {
  readonly options: SessionOptions;
  /** Of the captcha. */
  readonly life: Lifetime;
  /** Whether nothing may be begun now: a session does all by itself. */
  isBusy(): boolean;
  tell(provider: VendorProvider, body: CaptchaEventBody): void;
  began(): void;
  /** All is made, or was there already, or has failed. */
  ended(): void;
}

export function createPreloading({ options, life, isBusy, tell, began, ended }: PreloadingTerms): Preloading {
  const first = options.providers[0] as VendorProvider;
  let made: Prepared | undefined;
  let isLoading = false;
  let preloaded = Promise.resolve();

  const take = (provider: VendorProvider) => {
    const taken = provider === first ? made : undefined;
    if (taken) made = undefined;
    return taken;
  };

  const load = (attempts: Lifetime) =>
    loadScript({
      source: first.script,
      terms: { ...options.retry, nonce: options.nonce },
      life: attempts,
      tell: (event) => tell(first, event),
      createError: (code) => new CaptchaError(code),
      finish(result) {
        const { mode, deadline, language } = options;
        const setting = { mode, element: null, language: language(first), left: () => deadline };
        if (typeof result === 'function' && !isBusy() && first.prepare)
          made = first.prepare({ ...setting, vendorGlobal: result }, life);
        attempts.end();
      },
    });

  const preload = () => {
    if (isBusy() || isLoading) return preloaded;
    if (first.prepare ? made && made.usable(options.language(first)) : usableGlobal(first.script)) {
      ended();
      return preloaded;
    }
    const outdated = take(first);
    if (outdated) outdated.end();
    const attempts = createLifetime(life);
    attempts.defer(() => (isLoading = false));
    isLoading = true;
    preloaded = new Promise<void>((resolve) => attempts.defer(resolve)).then(ended);
    began();
    // The page may have begun a session in what it was told.
    if (isBusy() || !first.claimSite()) attempts.end();
    else load(attempts);
    return preloaded;
  };

  return { preload, take };
}
