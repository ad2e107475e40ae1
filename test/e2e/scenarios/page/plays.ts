import type { Run } from './run.js';
import { elements } from './element-plays.js';
import { forms } from './form-plays.js';
import { page } from './page-plays.js';
import { sessions } from './session-plays.js';

/** What happens in the page of a row. */
export const plays = {
  async verify(run: Run) {
    const captcha = run.create();
    const { preloads } = run.spec;
    if (preloads) {
      void captcha.preload();
      await run.asked(preloads);
    }
    await run.act(run.verify(captcha));
  },
  ...sessions,
  ...elements,
  ...page,
  ...forms,
} satisfies Record<string, (run: Run) => Promise<void>>;

export type PlayName = keyof typeof plays;
