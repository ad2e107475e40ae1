import type { Page } from '@playwright/test';
import type { CaptchaOptions } from '../../../src/index.js';
import type { PlainOptions } from '../harness.js';

/** One `verify()` in a page, watched from inside. Times in ms. */
export interface PageRun {
  began: number;
  /** Calls of `onError`. */
  errors: number;
  /** The longest time for which the main thread, or the whole machine, was not free. */
  busyMs: number;
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

export const createCaptcha = (page: Page, options: RunOptions): Promise<void> =>
  page.evaluate(create, JSON.stringify(options));

/** Starts a `verify()` and leaves it running. */
export const beginRun = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.pageRun.began = performance.now();
    void window.run();
  });

/** Runs in the page, so it must stand on its own. */
function create(text: string): void {
  const { providers, ...rest } = JSON.parse(text) as RunOptions;
  const waiting = new Set<() => void>();
  const wake = () => waiting.forEach((look) => look());
  const run: PageRun = {
    began: 0,
    errors: 0,
    busyMs: 0,
    until: (shown, ms) =>
      new Promise((resolve) => {
        const look = () => {
          const count = (type: string) => window.recorded.events.filter((event) => event.type === type).length;
          if (count('outcome')) settle('outcome');
          else if (count('shown') >= shown) settle('shown');
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
  window.create({
    ...rest,
    providers: window.providers(withCheck),
    onError() {
      run.errors += 1;
    },
    onEvent: wake,
  });
}
