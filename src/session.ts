import type { CaptchaError } from './errors.js';
import type { CaptchaEventBody } from './events.js';
import { resolveElement } from './element-ref.js';
import { createLifetime } from './lifetime.js';
import type { Awaitable, CaptchaStatus, Provider } from './options.js';
import type { ChallengeProof, DismissedReason, Outcome } from './outcome.js';
import { reportPageError } from './page-callback.js';
import { pageState, releasePage } from './page-owner.js';
import { orderProviders, rememberFailure } from './provider-order.js';
import { takeTurn } from './provider-turn.js';
import type { PassedResult, Prepared, VendorProvider } from './providers/provider.js';
import { createRecovery, decidingTurn, type FailedTurn } from './recovery.js';
import { leastTurnMs, type SessionOptions } from './session-options.js';

export interface SessionReport {
  event(provider: Provider | null, body: CaptchaEventBody): void;
  status(status: CaptchaStatus): void;
  providerFailed(error: CaptchaError): void;
  outcome(outcome: Outcome, provider: Provider | null): void;
}

/** One `verify()` from start to outcome. */
export interface Session {
  /** Ends it with that outcome; with null without any, when nobody waits for it. A challenge left in its box goes too. */
  end(reason: DismissedReason | null): void;
}

export function startSession(
  options: SessionOptions,
  prepared: (provider: Provider) => Prepared | undefined,
  report: SessionReport,
): Session {
  const { providers, deadline, mode } = options;
  const life = createLifetime();
  const focused = document.activeElement;
  const element = resolveElement(options.element);
  const queue = orderProviders(providers);
  const failures: FailedTurn[] = [];
  let deadlineAt = performance.now() + deadline;
  let takeDown = () => {};

  /** What a function of the page gives; undefined when it throws, rejects or takes longer than the deadline. */
  const ask = (mint: (() => Awaitable<string>) | undefined) =>
    new Promise<string | undefined>((resolve) => {
      if (!mint) {
        resolve(undefined);
        return;
      }
      life.after(deadline, () => resolve(undefined));
      new Promise<string>((settle) => settle(mint())).then(
        (value) => resolve(typeof value === 'string' ? value : undefined),
        (error: unknown) => {
          reportPageError(error);
          resolve(undefined);
        },
      );
    });
  const secrets = new Map(queue.map((provider) => [provider, ask(provider.secret)]));
  const pageToken = ask(options.pageToken);

  const clear = () => {
    takeDown();
    takeDown = () => {};
    releasePage(owner);
    const lost = !document.activeElement || document.activeElement === document.body;
    if (lost && focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  };

  const finish = (outcome: Outcome, provider: Provider | null = null) => {
    if (life.over) return;
    life.end();
    if (outcome.status !== 'passed' || mode !== 'embed') clear();
    report.outcome(outcome, provider);
  };

  const end = (reason: DismissedReason | null) => {
    if (reason) finish({ status: 'dismissed', proof: null, reason });
    life.end();
    clear();
  };

  const owner = { number: ++pageState().sessions, supersede: () => end('superseded') };

  const pass = (provider: VendorProvider, { proof, expiresInMs, bizResult }: PassedResult) => {
    const expiresAt = Date.now() + expiresInMs;
    rememberFailure(provider, 0);
    void pageToken.then((token) => {
      const full: ChallengeProof = { v: 1, id: provider.id, ...proof };
      if (token) full.pageToken = token;
      finish({ status: 'passed', proof: full, expiresAt, ...(bizResult === undefined ? {} : { bizResult }) }, provider);
    });
  };

  const recover = () => {
    const first = providers[0] as Provider;
    if (options.recovery === 'ticket') void pageToken.then((token) => finish(createRecovery(failures, first, token)));
    else finish({ status: 'failed', proof: null, error: decidingTurn(failures, first).error });
  };

  const next = () => {
    if (life.over) return;
    const provider = queue.shift();
    if (!provider) {
      recover();
      return;
    }
    const budget = Math.max(leastTurnMs, (deadlineAt - performance.now()) / (queue.length + 1));
    report.status('starting');
    takeDown = takeTurn(
      {
        provider,
        options,
        element,
        budget,
        owner,
        secret: secrets.get(provider) as Promise<string | undefined>,
        prepared: prepared(provider),
      },
      life,
      {
        event: (body) => report.event(provider, body),
        status: report.status,
        passed: (result) => pass(provider, result),
        dismissed: (reason) => finish({ status: 'dismissed', proof: null, reason }),
        failed(error, made, wasShown) {
          // The deadline had stopped when the challenge was shown.
          if (wasShown) deadlineAt = performance.now() + deadline;
          rememberFailure(provider);
          failures.push({ provider, error, made });
          report.event(provider, { type: 'provider_failed', error });
          report.providerFailed(error);
          proceed();
        },
      },
    );
  };
  // In a task of its own kind: whatever a turn reports, its session and its captcha are in place by then.
  const proceed = () => void Promise.resolve().then(next);
  proceed();
  return { end };
}
