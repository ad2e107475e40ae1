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

export interface Preloading {
  /** Never rejects: a failure is no outcome, since `verify()` makes fresh attempts. */
  preload(): Promise<void>;
  /** Whether the script was asked for, hung for a while in a page that is visible, and is still absent. */
  isOverdue(): boolean;
}

/** ms after which a script that was asked for should be there, and for which it counts when it is not. */
const overdueAfterMs = 3000;
const overdueForMs = 60000;

/** What is made ready before `verify()`, which is the first provider only. */
export function createPreloading({ options, life, isBusy, tell, began, ended }: PreloadingTerms): Preloading {
  const first = options.providers[0] as VendorProvider;
  let isLoading = false;
  let overdueAt = -Infinity;
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
    // What has failed by then is tried anew.
    attempts.after(overdueAfterMs, () => (overdueAt = performance.now()));
    preloaded = new Promise<void>((resolve) => attempts.defer(resolve)).then(ended);
    began();
    // The page may have begun a session in what it was told.
    if (isBusy() || !first.claimSite()) attempts.end();
    else load(attempts);
    return preloaded;
  };

  return {
    preload,
    isOverdue: () => navigator.onLine && !usableGlobal(first.script) && performance.now() - overdueAt < overdueForMs,
  };
}
