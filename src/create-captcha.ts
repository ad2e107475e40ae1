import { CaptchaError } from './errors.js';
import type { CaptchaEventBody } from './events.js';
import { resolveElement } from './element-ref.js';
import { createLifetime } from './lifetime.js';
import { usableGlobal } from './loading/load-script.js';
import type { Captcha, CaptchaOptions, CaptchaStatus, Provider } from './options.js';
import type { Outcome } from './outcome.js';
import { callPage } from './page-callback.js';
import { preloadProvider, type Preload } from './preload.js';
import { startSession, type Session } from './session.js';
import { validateOptions } from './validate-options.js';

interface Caller {
  resolve(outcome: Outcome): void;
  leave(): void;
}

/**
 * Makes a captcha of one or more providers. Nothing is loaded before `preload` says so; outside a browser it is inert.
 *
 * @throws CaptchaError `invalid_parameter` with every issue found
 */
export function createCaptcha(options: CaptchaOptions): Captcha {
  const checked = validateOptions(options);
  const { page } = checked;
  const first = checked.providers[0] as (typeof checked.providers)[number];
  const inBrowser = typeof document === 'object';
  const life = createLifetime();
  const listeners = new Set<(status: CaptchaStatus) => void>();
  const callers = new Set<Caller>();
  let status: CaptchaStatus = 'idle';
  let session: Session | undefined;
  let running = false;
  let preloading: Preload | undefined;
  let stopExpiry = () => {};

  const setStatus = (next: CaptchaStatus) => {
    if (status === next || status === 'destroyed') return;
    status = next;
    listeners.forEach((listener) => callPage(listener, next));
  };
  const rest = () => setStatus(usableGlobal(first.script) ? 'ready' : 'idle');

  const emit = (provider: Provider | null, body: CaptchaEventBody) => {
    if (status === 'destroyed' || !page.onEvent) return;
    const of = provider && { vendor: provider.vendor, id: provider.id };
    callPage(page.onEvent, { at: performance.now(), provider: of, ...body });
  };

  const onProviderFailed = (error: CaptchaError) => {
    if (page.onError) callPage(page.onError, error);
    else if (/configuration|account|page/.test(error.category)) console.error(error);
  };

  const onOutcome = (outcome: Outcome, provider: Provider | null) => {
    running = false;
    rest();
    emit(provider, { type: 'outcome', outcome });
    if (outcome.proof)
      stopExpiry = life.after((outcome as { expiresAt: number }).expiresAt - Date.now(), () =>
        emit(provider, { type: 'expired' }),
      );
    const waiting = [...callers];
    callers.clear();
    for (const { resolve, leave } of waiting) {
      leave();
      resolve(outcome);
    }
  };

  const begin = () => {
    stopExpiry();
    if (session) session.end(null);
    running = true;
    const prepared = preloading;
    session = startSession(checked, (provider) => (provider === first && prepared ? prepared.take() : undefined), {
      event: emit,
      status: setStatus,
      providerFailed: onProviderFailed,
      outcome: onOutcome,
    });
  };

  const captcha: Captcha = {
    get status() {
      return status;
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    preload() {
      if (!inBrowser || life.over || running) return Promise.resolve();
      if (!preloading || !preloading.fresh()) {
        if (preloading) preloading.end();
        setStatus('preloading');
        preloading = preloadProvider(first, checked, life, emit);
        void preloading.done.then(() => {
          if (!running) rest();
        });
      }
      return preloading.done;
    },

    verify({ signal } = {}) {
      return new Promise((resolve, reject) => {
        const leave = () => signal && signal.removeEventListener('abort', onAbort);
        const caller: Caller = { resolve, leave };
        const onAbort = () => {
          leave();
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason, whatever it is
          reject((signal as AbortSignal).reason);
          if (!callers.delete(caller) || callers.size || !session) return;
          running = false;
          session.end(null);
          rest();
        };
        if (signal && signal.aborted) onAbort();
        else if (life.over) resolve({ status: 'dismissed', proof: null, reason: 'destroyed' });
        else if (!inBrowser) resolve({ status: 'failed', proof: null, error: new CaptchaError('not_in_browser') });
        else {
          callers.add(caller);
          if (signal) signal.addEventListener('abort', onAbort);
          if (!running) begin();
        }
      });
    },

    destroy() {
      if (life.over) return;
      life.end();
      if (session) session.end('destroyed');
      setStatus('destroyed');
      listeners.clear();
    },
  };

  if (inBrowser) {
    if (checked.button) {
      // On the document: the page may replace its button at any time.
      life.listen(document, 'click', (event) => {
        const button = resolveElement(checked.button);
        if (!button || !event.composedPath().includes(button)) return;
        void captcha.verify().then((outcome) => {
          if (outcome.status !== 'dismissed' || outcome.reason !== 'destroyed') callPage(page.onOutcome, outcome);
        });
      });
    }
    if (checked.preload === 'eager') void captcha.preload();
    else if (checked.preload === 'idle') whenIdle(() => void captcha.preload());
  }
  return captcha;

  function whenIdle(act: () => void) {
    if (typeof requestIdleCallback === 'function') {
      const handle = requestIdleCallback(act, { timeout: 2000 });
      life.defer(() => cancelIdleCallback(handle));
    } else life.soon(act, 200);
  }
}
