import { development } from '../contract/development.js';
import { CaptchaError } from '../contract/errors.js';
import type { Captcha, CaptchaOptions } from '../contract/options.js';
import type { Outcome } from '../contract/outcome.js';
import { usableGlobal } from '../loading/script-source.js';
import { createLifetime } from '../page/lifetime.js';
import { whenIdle } from '../page/when-idle.js';
import type { VendorProvider } from '../providers/provider.js';
import { createSession, type Session } from '../session/session.js';
import { announceTo } from './announce.js';
import { gatherCallers, type Callers } from './callers.js';
import { createPreloading } from './preloading.js';
import { verifyOnPress } from './press-button.js';
import { validateOptions } from './validate-options.js';
import { warnOfTwins } from './warn-of-twins.js';

/**
 * Makes a captcha of one or more providers. Nothing is loaded before `preload` says so; outside a browser it is inert.
 *
 * @throws CaptchaError `invalid_parameter` with every issue found
 */
export function createCaptcha(given: CaptchaOptions): Captcha {
  const options = validateOptions(given);
  const { script } = options.providers[0] as VendorProvider;
  const inBrowser = typeof document === 'object';
  const life = createLifetime();
  const { status, setStatus, subscribe, tell } = announceTo(options);
  /** The session begun last. It may be over: a passed challenge of an embed is left in its box until the next one. */
  let session: Session | undefined;
  /** Those whose session a further verify() joins. */
  let current: Callers | undefined;
  let stopExpiry = () => {};
  /** Ends the session if its challenge was up and has gone. */
  let endIfGone = stopExpiry;

  /** Without a session the status says whether one could begin at once. */
  const rest = () => {
    if (!current) setStatus(usableGlobal(script) ? 'ready' : 'idle');
  };

  const { preload, isOverdue } = createPreloading({
    options,
    life,
    isBusy: () => !inBrowser || life.over || !!current,
    tell,
    began: () => setStatus('preloading'),
    ended: rest,
  });

  /** Begins a session. Its first caller has joined before the page is told of it, which may end it in that. */
  const begin = (signal: AbortSignal | undefined): Promise<Outcome> => {
    const former = session;
    /** Before the page is told of an end, because a verify() in it gets another session. */
    const leave = () => {
      if (current === callers) current = undefined;
    };
    const callers = gatherCallers(() => {
      leave();
      own.end(null);
      rest();
    });
    const own = createSession({
      options,
      life,
      isOverdue: isOverdue(),
      tell,
      progress(step, ifGone = () => {}) {
        endIfGone = ifGone;
        if (step === 'closed') {
          leave();
          rest();
        } else if (current === callers) setStatus(step);
      },
      settle(outcome, provider) {
        // Everybody may have left in what its end told the page: then it has no outcome.
        if (!callers.areWaiting()) return;
        leave();
        if (outcome.proof)
          stopExpiry = life.after(outcome.expiresAt - Date.now(), () => tell(provider, { type: 'expired' }));
        rest();
        tell(provider, { type: 'outcome', outcome });
        callers.settle(outcome);
      },
    });
    stopExpiry();
    session = own;
    current = callers;
    const outcome = callers.join(signal);
    if (former) former.end('closed');
    own.start();
    return outcome;
  };

  const verify: Captcha['verify'] = (given) => {
    const { signal } = Object(given) as NonNullable<typeof given>;
    if (current) endIfGone();
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason, whatever it is
    if (signal && signal.aborted) return Promise.reject(signal.reason);
    if (!inBrowser)
      return Promise.resolve({ status: 'failed', proof: null, error: new CaptchaError('not_in_browser') });
    if (life.over) return Promise.resolve({ status: 'dismissed', proof: null, reason: 'destroyed' });
    return current ? current.join(signal) : begin(signal);
  };

  if (inBrowser) {
    if (development) warnOfTwins(options, life);
    if (options.button) verifyOnPress(options, verify, life);
    if (options.preload === 'idle') whenIdle(() => void preload(), life);
  }
  if (options.preload === 'eager') void preload();

  return {
    get status() {
      return status();
    },
    subscribe,
    preload,
    verify,
    destroy() {
      life.end();
      if (session) session.end('destroyed');
      setStatus('destroyed');
    },
  };
}
