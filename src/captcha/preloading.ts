import type { CaptchaEventBody } from '../contract/events.js';
import { CaptchaError } from '../contract/errors.js';
import { loadScript } from '../loading/load-script.js';
import { usableGlobal } from '../loading/script-source.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import type { VendorProvider } from '../providers/provider.js';
import type { SessionOptions } from '../session/session-options.js';

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

/**
 * What is made ready before `verify()`, which is the first provider only.
 *
 * @returns `preload()`, which never rejects: a failure is no outcome, since `verify()` makes fresh attempts
 */
export function createPreloading({ options, life, isBusy, tell, began, ended }: PreloadingTerms): () => Promise<void> {
  const first = options.providers[0] as VendorProvider;
  let isLoading = false;
  let preloaded = Promise.resolve();

  const place = () => ({ mode: options.mode, language: options.language(first) });

  const load = (attempts: Lifetime) =>
    loadScript({
      source: first.script,
      terms: { ...options.retry, nonce: options.nonce },
      life: attempts,
      tell: (event) => tell(first, event),
      createError: (code) => new CaptchaError(code),
      finish(result) {
        const setting = { ...place(), element: null, left: () => options.deadline };
        if (typeof result === 'function' && !isBusy() && first.prepare)
          first.prepare({ ...setting, vendorGlobal: result }, life);
        attempts.end();
      },
    });

  const preload = () => {
    if (isBusy() || isLoading) return preloaded;
    if (first.isPrepared ? first.isPrepared(place()) : usableGlobal(first.script)) {
      ended();
      return preloaded;
    }
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

  return preload;
}
