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
import type { SessionOptions, SessionStep } from './session-options.js';
import { createStandby } from './standby.js';
import { createTurnQueue } from './turn-queue.js';

/** What a session needs of its captcha. */
export interface SessionTerms {
  readonly options: SessionOptions;
  /** Of the captcha, which outlives the session. */
  readonly life: Lifetime;
  /** The first provider's script was preloaded and has not come. */
  readonly isOverdue?: boolean;
  tell(provider: Provider, body: CaptchaEventBody): void;
  /**
   * What the status shall be from now on, while the session goes on. Its listeners may end it.
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
export function createSession(terms: SessionTerms): Session {
  const { options, tell, progress, settle } = terms;
  const { deadline } = options;
  const life = createLifetime();
  const focus = keepFocus(terms.life);
  // Asked anew each time: any call that reaches the page may end the session.
  const isOver = () => life.over;
  let element: HTMLElement | null = null;
  const queue = createTurnQueue(orderProviders(options.providers, !!terms.isOverdue), deadline);
  const failures: FailedTurn[] = [];
  let takeDownTurn = () => {};
  const standby = createStandby({ life, nonce: options.nonce, tell });

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
    // The deadline had stopped when the challenge was shown.
    if (wasShown) queue.restart();
    failures.push({ provider, error, made });
    progress('starting');
    // What this and the take-down told the page may have ended the session.
    if (isOver()) return;
    tell(provider, { type: 'provider_failed', error });
    void next();
  };

  const giveWay = (provider: VendorProvider, leftMs: number) => {
    queue.giveWay(provider, leftMs);
    takeDownTurn();
    // What was in sight once has gone, and the status may say that it is.
    progress('starting');
    void next();
  };

  const start = () => {
    progress('starting');
    if (isOver()) return;
    element = resolveElement(options.element);
    for (const provider of options.providers) encryptedIds.set(provider, askPage(provider.encryptedId, deadline, life));
    pageToken = askPage(options.pageToken, deadline, life);
    void next();
  };

  const next = async () => {
    // A microtask later than what leads here: by then the turn before has returned the way to take it down.
    await Promise.resolve();
    if (isOver()) return;
    const turn = queue.next();
    if (!turn) {
      finish(recover(options, failures, options.recovery === 'ticket' ? await pageToken : undefined));
      return;
    }
    const { provider } = turn;
    takeDownTurn = takeTurn({
      ...turn,
      options,
      element,
      owner,
      fetchNext: () => standby.fetch(queue.successorOf(provider)),
      encryptedId: encryptedIds.get(provider) as Promise<string | undefined>,
      life,
      tell(body) {
        // Another vendor has shown what theirs could not.
        if (body.type === 'shown')
          for (const late of queue.yielded.keys()) if (late !== provider) rememberFailure(late);
        tell(provider, body);
      },
      progress,
      willShow: focus.note,
      ended(end) {
        if ('passed' in end) void pass(provider, end.passed);
        else if ('dismissed' in end) finish({ status: 'dismissed', proof: null, reason: end.dismissed });
        else if ('gaveWay' in end) giveWay(provider, end.gaveWay);
        else failOver(provider, end.failed);
      },
    });
    standby.turnBegan(provider);
  };
  return { start, end: endSession };
}
