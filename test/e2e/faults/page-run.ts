import type { Page } from '@playwright/test';
import type { CaptchaOptions, Outcome } from '../../../src/index.js';
import type { PlainOptions } from '../harness.js';

/** One `verify()` in a page, watched from inside. Times in ms. */
export interface PageRun {
  began: number;
  /** Calls of `onError`. */
  errors: number;
  /** The longest time for which the main thread, or the whole machine, was not free. */
  busyMs: number;
  outcome: Outcome | null;
  /** Settles when so many challenges were shown, when there is an outcome, or when the time is over. */
  until(shown: number, ms: number): Promise<'shown' | 'outcome' | 'neither'>;
}

declare global {
  interface Window {
    pageRun: PageRun;
  }
}

export type RunOptions = Pick<CaptchaOptions, 'deadline' | 'retry' | 'preload'> & {
  providers: PlainOptions['providers'];
};

/** Starts a `verify()` and leaves it running; with `preloads` only when `preload()` has got somewhere. */
export function beginRun(page: Page, options: RunOptions, preloads: boolean): Promise<void> {
  return page.evaluate(begin, [JSON.stringify(options), preloads] as const);
}

/** Runs in the page, so it must stand on its own. */
async function begin([text, preloads]: readonly [string, boolean]): Promise<void> {
  const { providers, ...rest } = JSON.parse(text) as RunOptions;
  const waiting = new Set<() => void>();
  const wake = () => waiting.forEach((look) => look());
  const run: PageRun = {
    began: 0,
    errors: 0,
    busyMs: 0,
    outcome: null,
    until: (shown, ms) =>
      new Promise((resolve) => {
        const look = () => {
          const seen = window.recorded.events.filter(({ type }) => type === 'shown').length;
          if (run.outcome) settle('outcome');
          else if (seen >= shown) settle('shown');
        };
        const settle = (state: 'shown' | 'outcome' | 'neither') => {
          waiting.delete(look);
          clearTimeout(timer);
          resolve(state);
        };
        const timer = setTimeout(() => settle('neither'), ms);
        waiting.add(look);
        look();
      }),
  };
  window.pageRun = run;

  const beatMs = 50;
  let lastBeat = performance.now();
  setInterval(() => {
    const now = performance.now();
    run.busyMs = Math.max(run.busyMs, now - lastBeat - beatMs);
    lastBeat = now;
  }, beatMs);

  // Functions cannot be handed over: a V2 page that finds every param right.
  const withCheck = providers.map((provider) =>
    'architecture' in provider && provider.architecture === 'v2'
      ? { ...provider, captchaVerifyCallback: () => ({ captchaResult: true }) }
      : provider,
  );
  const captcha = window.create({
    ...rest,
    providers: window.providers(withCheck),
    onError() {
      run.errors += 1;
    },
    onEvent: wake,
  });
  if (preloads) {
    // As far as it gets at once: a preload that hangs is not waited for.
    const attempted = new Promise<void>((resolve) => {
      const look = () => {
        if (window.recorded.events.some(({ type }) => type === 'attempt' || type === 'loaded')) resolve();
      };
      waiting.add(look);
    });
    await Promise.race([captcha.preload(), attempted]);
  }
  run.began = performance.now();
  void window.run(captcha).then((outcome) => {
    run.outcome = outcome;
    wake();
  });
}
