import { CaptchaError, type CaptchaErrorCode } from './errors.js';
import type { CaptchaEventBody } from './events.js';
import { createLifetime, type Lifetime } from './lifetime.js';
import { loadScript, usableGlobal } from './loading/load-script.js';
import { hasArea, isReachable } from './on-screen.js';
import type { CaptchaStatus } from './options.js';
import type { DismissedReason } from './outcome.js';
import { claimPage, ownsPage, type Owner } from './page-owner.js';
import type {
  Challenge,
  PassedResult,
  Prepared,
  ProviderFailure,
  Stage,
  VendorProvider,
} from './providers/provider.js';
import type { SessionOptions } from './session-options.js';

/** One provider's turn within a session. */
export interface TurnTerms {
  provider: VendorProvider;
  options: SessionOptions;
  /** The page's element, as found when the session began. */
  element: HTMLElement | null;
  /** ms to get a challenge on screen. */
  budget: number;
  secret: Promise<string | undefined>;
  owner: Owner;
  prepared: Prepared | undefined;
}

export interface TurnReport {
  event(body: CaptchaEventBody): void;
  status(status: CaptchaStatus): void;
  passed(result: PassedResult): void;
  dismissed(reason: DismissedReason): void;
  failed(error: CaptchaError, made: ProviderFailure, wasShown: boolean): void;
}

/** An unconfirmed challenge on screen is not torn down before this time of the turn, in ms. */
const unconfirmedMs = 20000;
const lookEveryMs = 100;
/** How many looks the vendor's nodes may be gone before their challenge is: results can come after they went. */
const goneLooks = 30;

/**
 * Loads one vendor's script, shows its challenge and reports how that ends, once. Returns the way to take the
 * challenge off the page, which is left to the session: a passed challenge of an embed stays in its box.
 */
export function takeTurn(terms: TurnTerms, parent: Lifetime, report: TurnReport): () => void {
  const { provider, options, element, budget, owner } = terms;
  const life = createLifetime(parent);
  const stageLife = createLifetime();
  const began = performance.now();
  let phase: 'loading' | 'starting' | 'shown' = 'loading';
  let challenge: Challenge | undefined;
  let attempts = 0;
  let offline = false;
  let extended = false;
  let shownAgain = false;
  let gone = -1;
  let waitUntil = 0;
  let stopWaiting = () => {};
  let stopOpening = () => {};
  let stopChallenge = () => {};

  const createError = (code: CaptchaErrorCode, detail?: ProviderFailure) =>
    new CaptchaError(code, { ...detail, provider, attempts, elapsedMs: performance.now() - began });

  const hide = () => {
    if (phase === 'shown') report.event({ type: 'hidden' });
  };

  const fail = (code: CaptchaErrorCode, made: ProviderFailure = {}) => {
    if (life.over) return;
    life.end();
    stageLife.end();
    report.failed(createError(code, made), made, phase === 'shown');
  };

  const dismiss = (reason: DismissedReason) => {
    if (life.over) return;
    life.end();
    report.dismissed(reason);
  };

  const wait = (ms: number) => {
    waitUntil = performance.now() + ms;
    stopWaiting = life.after(ms, expire);
  };

  const expire = () => {
    const rest = unconfirmedMs - (performance.now() - began);
    if (phase === 'loading') fail(offline ? 'offline' : 'script_timeout');
    else if (!extended && rest > 0 && challenge && challenge.nodes().any.some((node) => hasArea(node, 150, 40))) {
      extended = true;
      wait(rest);
    } else fail('not_shown');
  };

  const shown = () => {
    stopOpening();
    if (life.over || phase === 'shown') return;
    phase = 'shown';
    stopWaiting();
    report.event({ type: 'shown' });
    report.status('challenging');
    if (options.challengeTimeout) stopChallenge = life.after(options.challengeTimeout, () => dismiss('timeout'));
  };

  const look = () => {
    if (!challenge) return;
    const { box } = challenge;
    if (box && !box.isConnected) {
      dismiss('removed');
      return;
    }
    const { usable, any } = challenge.nodes();
    if (phase === 'starting') {
      if (usable.some(isReachable)) shown();
      return;
    }
    const outside = (node: Element) => !box || !box.contains(node);
    if (usable.some((node) => outside(node) && isReachable(node))) stopOpening();
    if (options.mode === 'embed' || challenge.gate() || challenge.busy()) return;
    if (any.some((node) => outside(node) && hasArea(node))) gone = 0;
    else if (gone >= 0 && ++gone > goneLooks) dismiss(challenge.vanished);
  };

  /** Only a real user makes trusted input: in the vendor's nodes it proves that there is something to act on. */
  const onInput = (event: Event) => {
    const { box } = challenge || {};
    const path = event.composedPath();
    if (!challenge || !event.isTrusted) return;
    if (phase === 'starting' && challenge.nodes().any.some((node) => path.includes(node))) shown();
    if (event.type === 'click' && box && path.includes(box) && challenge.gate()) {
      stopOpening();
      stopOpening = life.after(options.deadline, () => fail('not_shown'));
    }
  };

  const start = (secret: string | undefined) => {
    if (life.over) return;
    const vendorGlobal = usableGlobal(provider.script);
    if (!vendorGlobal) {
      fail('script_empty');
      return;
    }
    if (!claimPage(owner)) {
      dismiss('superseded');
      return;
    }
    const stage: Stage = {
      vendorGlobal,
      mode: options.mode,
      element,
      language: options.language.get(provider),
      secret,
      life: stageLife,
      turn: life,
      left: () => waitUntil - performance.now(),
      owns: () => ownsPage(owner),
      late() {
        if (life.over) report.event({ type: 'late', what: 'callback' });
        return life.over;
      },
      ready: () => report.event({ type: 'ready' }),
      shown,
      answered: () => stopOpening(),
      passed(result) {
        if (life.over) return;
        life.end();
        report.passed(result);
      },
      closed: () => dismiss('closed'),
      failed(code, made) {
        if (made && made.again && phase === 'shown' && !shownAgain && !life.over) {
          shownAgain = true;
          hide();
          phase = 'starting';
          stopChallenge();
          report.status('starting');
          wait(budget);
          // In a task of its own: inside the vendor's callback it would recurse (docs/vendors/tencent.md, T-SHOW-RECURSION).
          life.soon(() => challenge && challenge.showAgain());
        } else fail(code, made);
      },
    };
    stageLife.defer(hide);
    for (const type of ['pointerdown', 'keydown', 'click']) life.listen(document, type, onInput);
    life.every(lookEveryMs, look);
    try {
      challenge = provider.start(stage, terms.prepared);
    } catch (cause) {
      fail('vendor_threw', { cause });
    }
  };

  wait(budget);
  if (!element && (options.mode === 'embed' || provider.needsElement)) fail('element_missing');
  else if (!provider.claimSite()) fail('global_conflict');
  else {
    const timeout = Math.min(options.retry.timeout, budget / 2);
    loadScript(provider.script, { ...options.retry, timeout, nonce: options.nonce }, life, {
      attempt(url, attempt) {
        attempts++;
        report.event({ type: 'attempt', url, attempt });
      },
      attemptFailed(code, retryInMs, cause) {
        offline = code === 'offline';
        report.event({ type: 'attempt_failed', error: createError(code, { cause }), retryInMs });
      },
      loaded() {
        phase = 'starting';
        report.event({ type: 'loaded' });
        void terms.secret.then(start);
      },
      failed: (code, cause) => fail(code, { cause }),
      late: () => report.event({ type: 'late', what: 'script' }),
    });
  }
  return stageLife.end;
}
