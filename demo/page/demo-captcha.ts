import type { Captcha, CaptchaError, CaptchaEvent, CaptchaStatus, Outcome } from '../../src/index.js';
import type { SimulatorHosts } from 'captcha-failover-simulator/cases';
import { buildCaptcha } from './build-captcha.js';
import { noteAttempt } from './fresh-page.js';
import type { Scenario } from './scenario.js';

/** What the page shows of a captcha's life. */
export interface DemoObserver {
  /** A run or a preload begins. */
  started(): void;
  status(status: CaptchaStatus): void;
  event(event: CaptchaEvent): void;
  providerFailed(error: CaptchaError): void;
  outcome(outcome: Outcome): void;
  /** createCaptcha threw. */
  thrown(reason: unknown): void;
  /** verify() rejected, which only the caller's own signal can make it do. */
  aborted(reason: unknown): void;
  preloaded(): void;
}

export interface DemoCaptcha {
  /** The outcome, or null when there is none: refused parameters, or the caller left. Never rejects; shared while it runs. */
  verify(): Promise<Outcome | null>;
  preload(): Promise<void>;
  abort(): void;
  destroy(): void;
  /** Destroys what was made from an older scenario. */
  discard(): void;
}

/** One captcha at a time, made from the scenario at hand when it is first needed. */
export function createDemoCaptcha(
  scenario: () => Scenario,
  hosts: SimulatorHosts | null,
  observer: DemoObserver,
): DemoCaptcha {
  let captcha: Captcha | null = null;
  let caller: AbortController | null = null;
  let pending: Promise<Outcome | null> | null = null;

  const current = (): Captcha => {
    if (captcha && captcha.status !== 'destroyed') return captcha;
    const madeFor = scenario();
    captcha = buildCaptcha(madeFor, hosts, {
      onEvent(event) {
        noteAttempt(event, madeFor);
        observer.event(event);
      },
      onError: (error) => observer.providerFailed(error),
      pageToken: () => fetch('/server/page-token').then((response) => response.text()),
    });
    captcha.subscribe((status) => observer.status(status));
    observer.status(captcha.status);
    return captcha;
  };

  const run = async (): Promise<Outcome | null> => {
    observer.started();
    let running: Captcha;
    try {
      running = current();
    } catch (reason) {
      observer.thrown(reason);
      return null;
    }
    const { signal } = (caller = new AbortController());
    try {
      const outcome = await running.verify({ signal });
      observer.outcome(outcome);
      return outcome;
    } catch (reason) {
      observer.aborted(reason);
      return null;
    }
  };

  return {
    verify() {
      pending ??= run().finally(() => (pending = null));
      return pending;
    },
    async preload() {
      if (!pending) observer.started();
      try {
        await current().preload();
        if (!pending) observer.preloaded();
      } catch (reason) {
        observer.thrown(reason);
      }
    },
    abort: () => caller?.abort(),
    destroy: () => captcha?.destroy(),
    discard() {
      captcha?.destroy();
      captcha = null;
      observer.status('idle');
    },
  };
}
