import { CaptchaError, type ErrorDetail } from '../contract/errors.js';
import type { CaptchaErrorCode } from '../contract/error-codes.js';
import type { CaptchaEventBody } from '../contract/events.js';
import { loadScript } from '../loading/load-script.js';
import { whenBody } from '../page/body.js';
import { rememberFocus } from '../page/focus.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import { claimPage, ownsPage, releasePage, type Callable, type Owner } from '../page/page-state.js';
import type { Challenge, Ending, Prepared, VendorMade, VendorProvider } from '../providers/provider.js';
import { lookAt, outside, watchForVanishing } from './challenge-watch.js';
import { createScreenDeadline } from './screen-deadline.js';
import type { SessionOptions, SessionStep } from './session-options.js';

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
  readonly prepared: Prepared | undefined;
  /** Of the session. */
  readonly life: Lifetime;
  tell(body: CaptchaEventBody): void;
  progress(step: SessionStep): void;
  /** Called once. */
  ended(end: TurnEnd): void;
}

export type TurnEnd = Ending | { error: CaptchaError; made: VendorMade; wasShown: boolean };

/** `loading` the script, `waiting` for the challenge, which is then `shown`. */
type Phase = 'loading' | 'waiting' | 'shown';

const lookEveryMs = 100;

/** By key a checkbox may be pressed without a click event. */
const isPress = (event: Event) => event.type === 'click' || /^( |Enter)$/.test((event as KeyboardEvent).key);

/**
 * Loads one vendor's script, shows its challenge and tells how that ends, once. Returns `takeDown`, the way to take the
 * challenge off the page, which is left to the session: a passed challenge of an embed stays in its box.
 */
export function takeTurn(terms: TurnTerms): () => void {
  const { options, provider, element, budget, owner, tell, progress } = terms;
  const { mode, retry } = options;
  const life = createLifetime(terms.life);
  // Asked anew each time: any call that reaches the page may end the turn.
  const isOver = () => life.over;
  const stageLife = createLifetime();
  const began = performance.now();
  let phase: Phase = 'loading';
  let challenge: Challenge | undefined;
  let attempts = 0;
  let offline = false;
  let wasShownAgain = false;
  let stopChallengeTimeout = () => {};
  let stopOpening = () => {};

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

  const fail = (code: CaptchaErrorCode, detail?: ErrorDetail, made: VendorMade = {}) =>
    endTurn({ error: createError(code, detail), made, wasShown: phase === 'shown' });

  const deadline = createScreenDeadline(
    life,
    () => !!challenge && lookAt(challenge.nodes()) !== 'nothing',
    () => {
      if (phase !== 'loading') fail('not_shown');
      else fail(offline ? 'offline' : 'script_timeout');
    },
  );
  const hasVanished = watchForVanishing();

  const show = () => {
    stopOpening();
    if (isOver() || phase === 'shown') return;
    deadline.stop();
    progress('challenging');
    // A listener of the status may have ended what there is to tell.
    if (isOver()) return;
    phase = 'shown';
    tell({ type: 'shown' });
    if (options.challengeTimeout)
      stopChallengeTimeout = life.after(options.challengeTimeout, () => endTurn({ dismissed: 'timeout' }));
    // Its nodes must have been seen once to be missed.
    look();
  };

  const hide = () => {
    if (phase !== 'shown') return;
    // Before it is told, because the page may end the session in it, which hides the challenge again.
    phase = 'waiting';
    tell({ type: 'hidden' });
  };

  const look = () => {
    if (!challenge) return;
    const { box, vanished, busy, gate } = challenge;
    const nodes = challenge.nodes();
    if (box && !box.isConnected) endTurn({ dismissed: 'removed' });
    else if (phase !== 'shown') {
      if (lookAt(nodes) === 'reachable') show();
    } else if (lookAt(outside(box, nodes)) === 'reachable') stopOpening();
    if (phase !== 'shown' || mode === 'embed' || gate() || (busy && busy())) return;
    if (hasVanished(outside(box, nodes))) endTurn({ dismissed: vanished });
  };

  /** Only a real user makes trusted input: in the vendor's nodes it proves that there is something to act on. */
  const onInput = (event: Event) => {
    if (!challenge || !event.isTrusted) return;
    const path = event.composedPath();
    const { box } = challenge;
    if (phase !== 'shown' && challenge.nodes().any.some((node) => path.includes(node))) show();
    if (isPress(event) && box && path.includes(box) && challenge.gate()) {
      stopOpening();
      stopOpening = life.after(options.deadline, () => fail('not_shown'));
    }
  };

  const showAgain = () => {
    wasShownAgain = true;
    stopChallengeTimeout();
    deadline.start(budget);
    // In a task of its own: inside the vendor's callback it would recurse (docs/vendors/tencent.md, T-SHOW-RECURSION).
    life.soon(() => challenge && challenge.showAgain && challenge.showAgain());
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
    const giveBackFocus = rememberFocus();
    stageLife.defer(hide);
    for (const type of ['pointerdown', 'keydown', 'click']) life.listen(document, type, onInput);
    life.every(lookEveryMs, look);
    try {
      challenge = provider.start(
        {
          vendorGlobal,
          mode,
          element,
          language: options.language(provider),
          encryptedId,
          left: deadline.left,
          life: stageLife,
          turn: life,
          emit: tell,
          owns: () => ownsPage(owner),
          shown: show,
          answered: () => stopOpening(),
          end: endTurn,
          reportIfLate() {
            if (life.over) tell({ type: 'late', what: 'callback' });
            return life.over;
          },
          failed(code, detail, made) {
            if (!made || !made.again || phase !== 'shown' || wasShownAgain || isOver()) {
              fail(code, detail, made);
              return;
            }
            hide();
            progress('starting');
            if (isOver()) return;
            tell({ type: 'attempt_failed', error: createError(code, detail), retryInMs: 0 });
            showAgain();
          },
        },
        terms.prepared,
      );
    } catch (cause) {
      fail('vendor_threw', { cause });
    }
    // Last, when the vendor's nodes are gone and the focus with them.
    stageLife.defer(giveBackFocus);
  };

  const begin = () => {
    if (!element && (mode === 'embed' || provider.needsElement)) fail('element_missing');
    else if (!provider.claimSite()) fail('global_conflict');
    else
      loadScript({
        source: provider.script,
        terms: { ...retry, timeout: Math.min(retry.timeout, budget / 2), nonce: options.nonce },
        life,
        tell(body) {
          if (body.type === 'attempt') attempts++;
          offline = body.type === 'attempt_failed' && body.error.code === 'offline';
          tell(body);
        },
        createError: (code, cause) => createError(code, cause === undefined ? {} : { cause }),
        finish(result) {
          if (typeof result === 'function') {
            phase = 'waiting';
            void terms.encryptedId.then((value) => whenBody(life, () => isOver() || start(result, value)));
          } else endTurn({ error: result, made: {}, wasShown: false });
        },
      });
  };

  deadline.start(budget);
  // Globals of the page may throw where they are read or set.
  try {
    begin();
  } catch (cause) {
    fail('vendor_threw', { cause });
  }
  return stageLife.end;
}
