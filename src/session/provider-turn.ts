import { CaptchaError, type ErrorDetail } from '../contract/errors.js';
import type { CaptchaErrorCode } from '../contract/error-codes.js';
import type { CaptchaEventBody } from '../contract/events.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import { loadScript } from '../loading/load-script.js';
import { hasArea, isInSight, isReachable } from '../page/on-screen.js';
import { claimPage, ownsPage, releasePage, type Callable, type Owner } from '../page/page-state.js';
import type { Challenge, Ending, Prepared, VendorMade, VendorProvider } from '../providers/provider.js';
import type { SessionOptions, SessionStep } from './session-options.js';

/** One provider's turn within a session. */
export interface TurnTerms {
  provider: VendorProvider;
  /** The page's element, as found when the session began. */
  element: HTMLElement | null;
  /** ms to get a challenge on screen. */
  budget: number;
  encryptedId: Promise<string | undefined>;
  owner: Owner;
  prepared: Prepared | undefined;
}

export type TurnEnd = Ending | { error: CaptchaError; made: VendorMade; wasShown: boolean };

/** An unconfirmed challenge on screen is not torn down before this time of the turn, in ms. */
const unconfirmedMs = 20000;
const lookEveryMs = 100;
/** How many looks the vendor's nodes may be gone before their challenge is: results can come after they went. */
const goneLooks = 30;

/**
 * Loads one vendor's script, shows its challenge and tells how that ends, once. Returns the way to take the challenge
 * off the page, which is left to the session: a passed challenge of an embed stays in its box.
 */
export function takeTurn(
  options: SessionOptions,
  { provider, element, budget, encryptedId, owner, prepared }: TurnTerms,
  parent: Lifetime,
  emit: (body: CaptchaEventBody) => void,
  progress: (step: SessionStep) => void,
  finish: (end: TurnEnd) => void,
): () => void {
  const { mode } = options;
  const life = createLifetime(parent);
  // Asked anew each time: any call that reaches the page may end the turn.
  const isOver = () => life.over;
  const stageLife = createLifetime();
  const began = performance.now();
  let loading = true;
  let isShown = false;
  let challenge: Challenge | undefined;
  let attempts = 0;
  let offline = false;
  let shownAgain = false;
  let gone = -1;
  let waitUntil = 0;
  let stopWaiting = () => {};
  let stopOpening = stopWaiting;
  let stopChallenge = stopWaiting;

  const createError = (code: CaptchaErrorCode, detail?: ErrorDetail) =>
    new CaptchaError(code, {
      provider: { vendor: provider.vendor, id: provider.id },
      attempts,
      elapsedMs: Math.round(performance.now() - began),
      ...detail,
    });

  const end = (ending: TurnEnd) => {
    if (life.over) return;
    life.end();
    finish(ending);
  };

  const fail = (code: CaptchaErrorCode, detail?: ErrorDetail, made: VendorMade = {}) =>
    end({ error: createError(code, detail), made, wasShown: isShown });

  const hide = () => {
    const wasShown = isShown;
    // First: the page may end the session in what this tells it, which hides the challenge again.
    isShown = false;
    if (wasShown) emit({ type: 'hidden' });
  };

  const wait = (ms: number) => {
    waitUntil = performance.now() + ms;
    stopWaiting = life.after(ms, () => {
      const rest = unconfirmedMs + began - performance.now();
      if (loading) fail(offline ? 'offline' : 'script_timeout');
      else if (rest > 0 && challenge && challenge.nodes().any.some(isInSight)) wait(rest);
      else fail('not_shown');
    });
  };

  const shown = () => {
    stopOpening();
    if (life.over || isShown) return;
    isShown = true;
    stopWaiting();
    progress('challenging');
    // A listener of the status may have ended what there is to tell.
    if (isOver()) return;
    emit({ type: 'shown' });
    if (options.challengeTimeout)
      stopChallenge = life.after(options.challengeTimeout, () => end({ dismissed: 'timeout' }));
    // Its nodes must have been seen once to be missed.
    look();
  };

  const look = () => {
    if (!challenge) return;
    const { box, vanished, busy, gate } = challenge;
    const { usable, any } = challenge.nodes();
    const outside = (node: Element) => !box || !box.contains(node);
    if (box && !box.isConnected) end({ dismissed: 'removed' });
    else if (!isShown) {
      if (usable.some(isReachable)) shown();
    } else if (usable.some((node) => outside(node) && isReachable(node))) stopOpening();
    if (!isShown || mode === 'embed' || gate() || (busy && busy())) return;
    if (any.some((node) => outside(node) && hasArea(node))) gone = 0;
    else if (gone >= 0 && ++gone > goneLooks) end({ dismissed: vanished });
  };

  /** Only a real user makes trusted input: in the vendor's nodes it proves that there is something to act on. */
  const onInput = (event: Event) => {
    if (!challenge || !event.isTrusted) return;
    const path = event.composedPath();
    const { box } = challenge;
    if (!isShown && challenge.nodes().any.some((node) => path.includes(node))) shown();
    // By key a checkbox may be without a click event.
    const pressed = event.type === 'click' || /^( |Enter)$/.test((event as KeyboardEvent).key);
    if (pressed && box && path.includes(box) && challenge.gate()) {
      stopOpening();
      stopOpening = life.after(options.deadline, () => fail('not_shown'));
    }
  };

  const start = (vendorGlobal: Callable, value: string | undefined) => {
    if (!claimPage(owner)) {
      end({ dismissed: 'superseded' });
      return;
    }
    // What the page was told of the older session's end may have ended this one.
    if (life.over) {
      releasePage(owner);
      return;
    }
    const focused = document.activeElement as HTMLElement | null;
    stageLife.defer(hide);
    for (const type of ['pointerdown', 'keydown', 'click']) life.listen(document, type, onInput);
    life.every(lookEveryMs, look);
    try {
      challenge = provider.start(
        {
          vendorGlobal,
          mode,
          element,
          language: options.language.get(provider),
          encryptedId: value,
          left: () => waitUntil - performance.now(),
          life: stageLife,
          turn: life,
          emit,
          owns: () => ownsPage(owner),
          shown,
          answered: () => stopOpening(),
          end,
          reportIfLate() {
            if (life.over) emit({ type: 'late', what: 'callback' });
            return life.over;
          },
          failed(code, detail, made) {
            if (!made || !made.again || !isShown || shownAgain || life.over) {
              fail(code, detail, made);
              return;
            }
            shownAgain = true;
            hide();
            progress('starting');
            if (isOver()) return;
            emit({ type: 'attempt_failed', error: createError(code, detail), retryInMs: 0 });
            stopChallenge();
            wait(budget);
            // In a task of its own: inside the vendor's callback it would recurse (docs/vendors/tencent.md, T-SHOW-RECURSION).
            life.soon(() => challenge && challenge.showAgain && challenge.showAgain());
          },
        },
        prepared,
      );
    } catch (cause) {
      fail('vendor_threw', { cause });
    }
    // Last, when the vendor's nodes are gone and the focus with them.
    stageLife.defer(() => {
      const { activeElement, body } = document;
      if (focused && (!activeElement || activeElement === body)) focused.focus({ preventScroll: true });
    });
  };

  wait(budget);
  if (!element && (mode === 'embed' || provider.needsElement)) fail('element_missing');
  else if (!provider.claimSite()) fail('global_conflict');
  else {
    const { retry } = options;
    loadScript({
      source: provider.script,
      terms: { ...retry, timeout: Math.min(retry.timeout, budget / 2), nonce: options.nonce },
      life,
      tell(event) {
        if (event.type === 'attempt') attempts++;
        offline = event.type === 'attempt_failed' && event.error.code === 'offline';
        emit(event);
      },
      createError: (code, cause) => createError(code, cause === undefined ? {} : { cause }),
      finish(vendorGlobal) {
        if (typeof vendorGlobal === 'function') {
          loading = false;
          void encryptedId.then((value) => life.over || start(vendorGlobal, value));
        } else end({ error: vendorGlobal, made: {}, wasShown: false });
      },
    });
  }
  return stageLife.end;
}
