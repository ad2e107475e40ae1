import { CaptchaError, type ErrorDetail } from '../contract/errors.js';
import type { CaptchaErrorCode } from '../contract/error-codes.js';
import type { CaptchaEventBody } from '../contract/events.js';
import { isRefusedTypes, recordViolations } from '../loading/csp-violations.js';
import { keepPending } from '../loading/fetch-standby.js';
import { loadScript } from '../loading/load-script.js';
import { whenBody } from '../page/body.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import { claimPage, releasePage, type Callable, type Owner } from '../page/page-state.js';
import type { Ending, VendorMade, VendorProvider } from '../providers/provider.js';
import { createScreenDeadline } from './screen-deadline.js';
import type { SessionOptions, SessionStep } from './session-options.js';
import { showChallenge, type FailureCircumstances, type ShownChallenge } from './show-challenge.js';
import { watchSigns } from './signs-of-life.js';

/** One provider's turn within a session. */
export interface TurnTerms {
  readonly options: SessionOptions;
  readonly provider: VendorProvider;
  /** The page's element, as found when the session began. */
  readonly element: HTMLElement | null;
  /** ms to get a challenge on screen. */
  readonly budget: number;
  readonly encryptedId: Promise<string | undefined>;
  readonly owner: Owner;
  /** Fetches the script of the vendor to which this turn may give way; resolves when it came, if there is one. */
  readonly fetchNext: () => Promise<void>;
  /** Of the session. */
  readonly life: Lifetime;
  tell(body: CaptchaEventBody): void;
  progress(step: SessionStep, endIfGone?: () => void): void;
  /** From here on the vendor's challenge may take the focus. */
  willShow(): void;
  /** Called once. */
  ended(end: TurnEnd): void;
}

/** A turn that gave way has so many ms left. */
export type TurnEnd = Ending | { failed: TurnFailure } | { gaveWay: number };

export interface TurnFailure {
  error: CaptchaError;
  made: VendorMade;
  wasShown: boolean;
  /** Not the provider's fault. */
  isBlameless: boolean;
}

/**
 * Loads one vendor's script, shows its challenge and tells how that ends, once. Returns `takeDown`, the way to take the
 * challenge off the page, which is left to the session: a passed challenge of an embed stays in its box.
 */
export function takeTurn(terms: TurnTerms): () => void {
  const { options, provider, element, budget, owner } = terms;
  const life = createLifetime(terms.life);
  /** Of what stands on the page. */
  const stage = createLifetime();
  // Asked anew each time: any call that reaches the page may end the turn.
  const isOver = () => life.over;
  const began = performance.now();
  let attempts = 0;
  let offline = false;
  let isLoading = true;
  let challenge: ShownChallenge | undefined;

  const createError = (code: CaptchaErrorCode, detail?: ErrorDetail) =>
    new CaptchaError(code, {
      provider: { vendor: provider.vendor, id: provider.id },
      attempts,
      elapsedMs: Math.round(performance.now() - began),
      ...detail,
    });

  const endTurn = (end: TurnEnd) => {
    if (isOver()) return;
    life.end();
    terms.ended(end);
  };

  const failWith = (error: CaptchaError, { made = {}, wasShown, isBlameless }: Partial<FailureCircumstances> = {}) =>
    endTurn({ failed: { error, made, wasShown: !!wasShown, isBlameless: !!isBlameless } });

  const fail = (code: CaptchaErrorCode, circumstances: Partial<FailureCircumstances> = {}) => {
    const why = code === 'not_shown' && isRefusedTypes() ? 'trusted_types_refused' : code;
    failWith(createError(why, circumstances.detail), circumstances);
  };

  const miss = () => {
    if (challenge) challenge.miss();
    else if (isLoading) fail(offline ? 'offline' : 'script_timeout');
    else fail('not_shown');
  };
  const deadline = createScreenDeadline(life, () => !!challenge && challenge.isWorthWaiting(), miss);

  const signs = watchSigns({
    life,
    fetch: terms.fetchNext,
    isInSight: () => !!challenge && challenge.isInSight(),
    giveWay() {
      keepPending(provider.script, terms.life);
      endTurn({ gaveWay: deadline.left() });
    },
  });

  const tell = (body: CaptchaEventBody) => {
    if (body.type === 'loaded' || body.type === 'ready') signs.sign();
    if (body.type === 'shown') signs.stop();
    terms.tell(body);
  };

  const start = (vendorGlobal: Callable, encryptedId: string | undefined) => {
    if (!claimPage(owner)) {
      endTurn({ dismissed: 'superseded' });
      return;
    }
    // What the page was told of the older session's end may have ended this one.
    if (isOver()) {
      releasePage(owner);
      return;
    }
    terms.willShow();
    challenge = showChallenge({
      ...terms,
      tell,
      alive: (isTraceless) => (isTraceless ? signs.stop() : signs.sign()),
      vendorGlobal,
      encryptedId,
      turn: life,
      stage,
      deadline,
      repeated: (code, detail) => tell({ type: 'attempt_failed', error: createError(code, detail), retryInMs: 0 }),
      end: endTurn,
      fail,
    });
  };

  const load = () =>
    loadScript({
      source: provider.script,
      terms: { ...options.retry, timeout: Math.min(options.retry.timeout, budget / 2), nonce: options.nonce },
      life,
      tell(body) {
        if (body.type === 'attempt') attempts++;
        offline = body.type === 'attempt_failed' && body.error.code === 'offline';
        tell(body);
      },
      createError: (code, cause) => createError(code, cause === undefined ? {} : { cause }),
      finish(result) {
        isLoading = false;
        if (typeof result !== 'function') failWith(result);
        else void terms.encryptedId.then((value) => whenBody(life, () => isOver() || start(result, value)));
      },
    });

  deadline.start(budget);
  recordViolations(life);
  // Globals of the page may throw where they are read or set.
  try {
    if (!element && (options.mode === 'embed' || provider.needsElement)) fail('element_missing');
    else if (!provider.claimSite()) fail('global_conflict');
    else load();
  } catch (cause) {
    fail('vendor_threw', { detail: { cause } });
  }
  return stage.end;
}
