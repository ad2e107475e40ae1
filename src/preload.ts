import type { CaptchaEventBody } from './events.js';
import { createLifetime, type Lifetime } from './lifetime.js';
import { loadScript, usableGlobal } from './loading/load-script.js';
import { CaptchaError } from './errors.js';
import type { Provider } from './options.js';
import type { Prepared, VendorProvider } from './providers/provider.js';
import type { SessionOptions } from './session-options.js';

/** The first provider made ready ahead of `verify()`, as its vendor advises. Its failure is no outcome. */
export interface Preload {
  readonly done: Promise<void>;
  /** Nothing to gain from doing it again. */
  fresh(): boolean;
  /** What was prepared, for one session; loading goes on to the session. */
  take(): Prepared | undefined;
  end(): void;
}

export function preloadProvider(
  provider: VendorProvider,
  options: SessionOptions,
  parent: Lifetime,
  emit: (provider: Provider, body: CaptchaEventBody) => void,
): Preload {
  const life = createLifetime(parent);
  const loading = createLifetime(life);
  let prepared: Prepared | undefined;
  let attempts = 0;
  let over = false;

  const done = new Promise<void>((resolve) => {
    const finish = () => {
      over = true;
      resolve();
    };
    loading.defer(finish);
    if (!provider.claimSite()) {
      loading.end();
      return;
    }
    loadScript(provider.script, { ...options.retry, nonce: options.nonce }, loading, {
      attempt: (url, attempt) => {
        attempts = attempt;
        emit(provider, { type: 'attempt', url, attempt });
      },
      attemptFailed: (code, retryInMs, cause) =>
        emit(provider, {
          type: 'attempt_failed',
          error: new CaptchaError(code, { provider, attempts, cause }),
          retryInMs,
        }),
      loaded() {
        emit(provider, { type: 'loaded' });
        const vendorGlobal = usableGlobal(provider.script);
        const language = options.language.get(provider);
        if (vendorGlobal && provider.prepare) {
          const setting = {
            vendorGlobal,
            mode: options.mode,
            element: null,
            language,
            secret: undefined,
            left: () => options.deadline,
          };
          prepared = provider.prepare(setting, life);
        }
        loading.end();
      },
      failed: loading.end,
      late: () => emit(provider, { type: 'late', what: 'script' }),
    });
  });

  return {
    done,
    fresh: () => !over || (prepared ? prepared.usable() : !provider.prepare && !!usableGlobal(provider.script)),
    take() {
      const taken = prepared;
      prepared = undefined;
      return taken;
    },
    end: life.end,
  };
}
