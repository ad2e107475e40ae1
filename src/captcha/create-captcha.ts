import { resolveElement } from '../page/element-ref.js';
import { CaptchaError } from '../contract/errors.js';
import type { CaptchaEventBody } from '../contract/events.js';
import { createLifetime } from '../page/lifetime.js';
import { loadScript } from '../loading/load-script.js';
import { usableGlobal } from '../loading/script-source.js';
import type { Captcha, CaptchaOptions, CaptchaStatus } from '../contract/options.js';
import type { Provider } from '../contract/vendor.js';
import type { DismissedReason, Outcome } from '../contract/outcome.js';
import { callPage } from '../page/page-callback.js';
import type { Prepared, VendorProvider } from '../providers/provider.js';
import { createSession, type Session } from '../session/session.js';
import { validateOptions } from './validate-options.js';

/**
 * Makes a captcha of one or more providers. Nothing is loaded before `preload` says so; outside a browser it is inert.
 *
 * @throws CaptchaError `invalid_parameter` with every issue found
 */
export function createCaptcha(given: CaptchaOptions): Captcha {
  const options = validateOptions(given);
  const first = options.providers[0] as VendorProvider;
  const inBrowser = typeof document === 'object';
  const life = createLifetime();
  const listeners = new Set<(status: CaptchaStatus) => void>();
  const callers = new Set<(outcome: Outcome) => void>();
  const written = new Set<string>();
  let status: CaptchaStatus = 'idle';
  let session: Session | undefined;
  let running = false;
  let loading = createLifetime();
  let preloaded = Promise.resolve();
  let prepared: Prepared | undefined;
  let stopExpiry = () => {};
  loading.end();

  const setStatus = (next: CaptchaStatus) => {
    if (status === next || status === 'destroyed') return;
    status = next;
    listeners.forEach((listener) => callPage(listener, next));
  };
  const rest = () => {
    if (!running) setStatus(usableGlobal(first.script) ? 'ready' : 'idle');
  };

  const tell = (provider: Provider | null, body: CaptchaEventBody) => {
    if (status === 'destroyed') return;
    callPage(options.onEvent, {
      at: performance.now(),
      provider: provider && { vendor: provider.vendor, id: provider.id },
      ...body,
    });
    if (body.type === 'provider_failed') {
      const { error } = body;
      if (options.onError) callPage(options.onError, error);
      else if (/configuration|account|page/.test(error.category) && !written.has(error.code)) {
        written.add(error.code);
        console.error(error);
      }
    }
  };

  const endSession = (reason: DismissedReason | null) => session && session.end(reason);

  const settle = (outcome: Outcome, provider: Provider | null) => {
    // First: in what is called here the page may call verify() again, and that one gets another proof.
    const waiting = [...callers];
    callers.clear();
    running = false;
    if (outcome.proof)
      stopExpiry = life.after(outcome.expiresAt - Date.now(), () => tell(provider, { type: 'expired' }));
    rest();
    tell(provider, { type: 'outcome', outcome });
    for (const resolve of waiting) resolve(outcome);
  };

  const begin = () => {
    stopExpiry();
    const former = session;
    const own = createSession({
      options,
      prepared(provider) {
        const taken = provider === first ? prepared : undefined;
        if (taken) prepared = undefined;
        return taken;
      },
      tell,
      progress: setStatus,
      settle(outcome, provider) {
        // Else everybody left in what its end told the page: then it has no outcome, and the next one may have begun.
        if (running && session === own) settle(outcome, provider);
      },
    });
    // Before the page is told of it or asked anything: it may join this session in that, or end it.
    session = own;
    running = true;
    if (former) former.end(null);
    own.start();
  };

  const preload = () => {
    if (!inBrowser || life.over || running || !loading.over) return preloaded;
    if (first.prepare ? prepared && prepared.usable(options.language(first)) : usableGlobal(first.script)) {
      rest();
      return preloaded;
    }
    if (prepared) prepared.end();
    prepared = undefined;
    loading = createLifetime(life);
    setStatus('preloading');
    preloaded = new Promise<void>((resolve) => loading.defer(resolve)).then(rest);
    if (!first.claimSite()) loading.end();
    else {
      loadScript({
        source: first.script,
        terms: { ...options.retry, nonce: options.nonce },
        life: loading,
        tell: (event) => tell(first, event),
        createError: (code) => new CaptchaError(code),
        finish(vendorGlobal) {
          const { mode, deadline, language } = options;
          const setting = { mode, element: null, language: language(first), left: () => deadline };
          if (typeof vendorGlobal === 'function' && !running && first.prepare)
            prepared = first.prepare({ ...setting, vendorGlobal }, life);
          loading.end();
        },
      });
    }
    return preloaded;
  };

  const verify: Captcha['verify'] = ({ signal } = {}) =>
    new Promise((resolve, reject) => {
      const onAbort = () => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason, whatever it is
        reject(signal && signal.reason);
        if (callers.delete(caller) && !callers.size && running) {
          running = false;
          endSession(null);
          rest();
        }
      };
      const caller = (outcome: Outcome) => {
        if (signal) signal.removeEventListener('abort', onAbort);
        resolve(outcome);
      };
      if (signal && signal.aborted) onAbort();
      else if (!inBrowser) resolve({ status: 'failed', proof: null, error: new CaptchaError('not_in_browser') });
      else if (life.over) resolve({ status: 'dismissed', proof: null, reason: 'destroyed' });
      else {
        callers.add(caller);
        if (signal) signal.addEventListener('abort', onAbort, { once: true });
        if (!running) begin();
      }
    });

  if (inBrowser && options.button) {
    // On the document: the page may replace its button at any time.
    let pressed = false;
    life.listen(document, 'click', (event) => {
      const button = resolveElement(options.button);
      if (pressed || !button || !event.composedPath().includes(button)) return;
      pressed = true;
      void verify().then((outcome) => {
        pressed = false;
        if (outcome.status !== 'dismissed' || outcome.reason !== 'destroyed') callPage(options.onOutcome, outcome);
      });
    });
  }
  const start = () => void preload();
  if (options.preload === 'eager') start();
  else if (inBrowser && options.preload === 'idle') {
    if (typeof requestIdleCallback === 'function') {
      const handle = requestIdleCallback(start, { timeout: 2000 });
      life.defer(() => cancelIdleCallback(handle));
    } else life.soon(start, 200);
  }

  return {
    get status() {
      return status;
    },
    subscribe(listener) {
      // Each subscription is one of its own, also of the same function.
      const own = (next: CaptchaStatus) => listener(next);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    preload,
    verify,
    destroy() {
      life.end();
      endSession('destroyed');
      setStatus('destroyed');
      listeners.clear();
    },
  };
}
