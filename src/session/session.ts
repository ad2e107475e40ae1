import { resolveElement } from '../page/element-ref.js';
import type { CaptchaEventBody } from '../contract/events.js';
import { keepFocus } from '../page/focus.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import type { Provider } from '../contract/vendor.js';
import type { ChallengeProof, DismissedReason, Outcome } from '../contract/outcome.js';
import { pageState, releasePage } from '../page/page-state.js';
import { askPage } from './ask-page.js';
import { orderProviders, rememberFailure } from './provider-order.js';
import { takeTurn, type TurnFailure } from './provider-turn.js';
import type { PassedResult, VendorProvider } from '../providers/provider.js';
import { recover, type FailedTurn } from './recovery.js';
import { leastTurnMs, type SessionOptions, type SessionStep } from './session-options.js';

/** What a session needs of its captcha. */
export interface SessionTerms {
  readonly options: SessionOptions;
  /** Of the captcha, which outlives the session. */
  readonly life: Lifetime;
  tell(provider: Provider, body: CaptchaEventBody): void;
  /**
   * What the status shall be from now on. Its listeners may end the session.
   *
   * @param endIfGone ends it if the challenge on screen has gone by then, for somebody who wants another
   */
  progress(step: SessionStep, endIfGone?: () => void): void;
  /** The session is over, and this is what its callers get. */
  settle(outcome: Outcome, provider: Provider | null): void;
}

export interface Session {
  /** Begins, unless it has ended. What the page is told and asked in it may end it. */
  start(): void;
  /**
   * Ends with that outcome, or with null without any, when nobody waits for it. A challenge that was left in its box
   * goes too.
   */
  end(reason: DismissedReason | null): void;
}

/** One `verify()` from start to outcome. */
export function createSession({ options, life: captchaLife, tell, progress, settle }: SessionTerms): Session {
  const { deadline } = options;
  const life = createLifetime();
  const focus = keepFocus(captchaLife);
  // Asked anew each time: any call that reaches the page may end the session.
  const isOver = () => life.over;
  let element: HTMLElement | null = null;
  const queue = orderProviders(options.providers);
  const failures: FailedTurn[] = [];
  let deadlineAt = performance.now() + deadline;
  let takeDownTurn = () => {};

  const encryptedIds = new Map<VendorProvider, Promise<string | undefined>>();
  let pageToken: Promise<string | undefined> | undefined;

  const takeDown = () => {
    takeDownTurn();
    releasePage(owner);
  };

  const finish = (outcome: Outcome | null, provider: Provider | null = null) => {
    if (isOver()) return;
    life.end();
    // A passed challenge of an embed stays in its box until the next session.
    if (!outcome || outcome.status !== 'passed' || options.mode !== 'embed') takeDown();
    if (outcome) settle(outcome, provider);
    focus.giveBack();
  };

  const endSession = (reason: DismissedReason | null) => {
    finish(reason && { status: 'dismissed', proof: null, reason });
    takeDown();
  };

  const owner = { number: ++pageState().sessions, supersede: () => endSession('superseded') };

  const pass = async (provider: VendorProvider, { proof, expiresInMs, ...rest }: PassedResult) => {
    const expiresAt = Date.now() + expiresInMs;
    rememberFailure(provider, 0);
    const full: ChallengeProof = { v: 1, id: provider.id, ...proof };
    const token = await pageToken;
    if (token) full.pageToken = token;
    finish({ status: 'passed', proof: full, expiresAt, ...rest }, provider);
  };

  const failOver = (provider: VendorProvider, { error, made, wasShown, isBlameless }: TurnFailure) => {
    if (!isBlameless) rememberFailure(provider);
    takeDownTurn();
    // What that told the page may have ended the session.
    if (isOver()) return;
    // The deadline had stopped when the challenge was shown.
    if (wasShown) deadlineAt = performance.now() + deadline;
    failures.push({ provider, error, made });
    progress('starting');
    // As may what the status told it.
    if (isOver()) return;
    tell(provider, { type: 'provider_failed', error });
    void next();
  };

  const start = () => {
    if (!isOver()) progress('starting');
    if (isOver()) return;
    element = resolveElement(options.element);
    for (const provider of queue) encryptedIds.set(provider, askPage(provider.encryptedId, deadline, life));
    pageToken = askPage(options.pageToken, deadline, life);
    void next();
  };

  const next = async () => {
    // A microtask later than what leads here: by then the turn before has returned the way to take it down.
    await Promise.resolve();
    if (isOver()) return;
    const provider = queue.shift();
    if (!provider) {
      finish(recover(options, failures, options.recovery === 'ticket' ? await pageToken : undefined));
      return;
    }
    takeDownTurn = takeTurn({
      options,
      provider,
      element,
      budget: Math.max(leastTurnMs, (deadlineAt - performance.now()) / (queue.length + 1)),
      owner,
      encryptedId: encryptedIds.get(provider) as Promise<string | undefined>,
      life,
      tell: (body) => tell(provider, body),
      progress,
      willShow: focus.note,
      ended(end) {
        if ('passed' in end) void pass(provider, end.passed);
        else if ('dismissed' in end) finish({ status: 'dismissed', proof: null, reason: end.dismissed });
        else failOver(provider, end.failed);
      },
    });
  };
  return { start, end: endSession };
}
